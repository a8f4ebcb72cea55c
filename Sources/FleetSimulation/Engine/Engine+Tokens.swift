// Tokens (powersync.md 2.6).
extension Engine {
    mutating func takeToken(_ slot: Int) {
        clients[slot].tokens &+= 1
        let life =
            plan.constantTokenLifetime >= 0
            ? plan.constantTokenLifetime
            : plan.tokenLifetime.milliseconds(
                streams,
                clients[slot].entity,
                .token,
                UInt32(clients[slot].tokens)
            )
        clients[slot].tokenExpiresAt = clock &+ max(life, 1000)
    }

    /// When the current token ends this stream: at its refresh, or at expiry if the refresh fails.
    ///
    /// One block of random words decides both whether the refresh fails and how long before expiry it is.
    mutating func tokenMoment(_ slot: Int) -> Int {
        let expiry = clients[slot].tokenExpiresAt
        let entity = clients[slot].entity
        let words = streams.words(entity, .refresh, UInt32(clients[slot].tokens))
        if RandomStreams.uniform(words.1) < plan.refreshFailure {
            clients[slot].flags.insert(.refreshFails)
            return expiry
        }
        clients[slot].flags.remove(.refreshFails)
        let lead = plan.refreshLeads[Int(clients[slot].profile)].milliseconds(
            of: words,
            streams,
            entity,
            .refresh,
            UInt32(clients[slot].tokens)
        )
        return max(clock &+ 1, expiry &- lead)
    }

    mutating func tokenEvent(_ slot: Int) {
        if clients[slot].flags.contains(.refreshFails) {
            disconnect(slot)
            counts.cuts &+= 1
            counts.cutsByToken &+= 1
            counts.cutInRow &+= 1
            retryAfterCut(slot)
            return
        }
        // The client has its new token before it closes the stream, so the move takes no time.
        disconnect(slot)
        counts.refreshes &+= 1
        counts.attempts &+= 1
        clients[slot].draws &+= 1
        takeToken(slot)
        resolve(slot)
    }
}

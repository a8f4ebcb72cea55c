// Tokens (powersync.md 2.6).
extension Engine {
    mutating func takeToken(_ slot: Int) {
        clients[slot].tokens &+= 1
        let life = plan.tokenLifetime.milliseconds(
            streams,
            clients[slot].entity,
            .token,
            UInt32(clients[slot].tokens)
        )
        clients[slot].tokenExpiresAt = clock &+ max(life, 1000)
    }

    /// Whether the refresh of the current token fails; drawn anew from its key whenever asked.
    ///
    /// It changes nothing; that it may keeps the compiler from copying the engine for the call.
    private mutating func refreshFails(_ slot: Int) -> Bool {
        guard plan.refreshFailure > 0 else { return false }
        let words = streams.words(clients[slot].entity, .refresh, UInt32(clients[slot].tokens))
        return RandomStreams.uniform(words.1) < plan.refreshFailure
    }

    /// When the current token ends this stream: at its refresh, or at expiry if the refresh fails.
    mutating func tokenMoment(_ slot: Int) -> Int {
        let expiry = clients[slot].tokenExpiresAt
        if refreshFails(slot) { return expiry }
        let profile = plan.profiles[Int(clients[slot].profile)]
        let lead = profile.refreshLead.milliseconds(
            streams,
            clients[slot].entity,
            .refresh,
            UInt32(clients[slot].tokens)
        )
        return max(clock &+ 1, expiry &- lead)
    }

    mutating func tokenEvent(_ slot: Int) {
        if refreshFails(slot) {
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

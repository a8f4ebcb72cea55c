import TargetTracking

extension ValidationCase {
    /// Invariants, metrics, cost, random numbers and determinism.
    static let exact: [ValidationCase] = [
        ValidationCase(
            "LITTLE",
            group: "invariant",
            "the integral of the clients in the system equals their summed time in it, to the millisecond",
            source: "Little's law on the sample path"
        ) { _ in [ValidationFigure("violations", expected: 0, got: try violations([1, 2]))] },
        ValidationCase(
            "CONSERVE",
            group: "invariant",
            "arrived = connected + waiting + left + given up, per-task counts add up, no task is above its limit",
            source: "conservation, checked after every event"
        ) { _ in [ValidationFigure("violations", expected: 0, got: try violations([3, 4]))] },
        ValidationCase(
            "MET-SPEC",
            group: "metrics",
            "the SPEC elasticity measures of a toy series",
            source: "BUNGEE; Herbst et al. 2018, Bauer et al. 2019"
        ) { _ in
            let got = ProvisioningMeasures(demand: [2, 2, 4, 4, 4, 2], supply: [2, 2, 2, 3, 4, 4])
            let figures: [(String, Double, Double)] = [
                ("theta_U, %", 12.5, got.underProvisionedPercent),
                ("theta_O, %", 16.666666666666668, got.overProvisionedPercent),
                ("tau_U, %", 33.333333333333336, got.underProvisionedTimePercent),
                ("tau_O, %", 16.666666666666668, got.overProvisionedTimePercent),
                ("instability, %", 80, got.instabilityPercent),
                ("missing tasks", 0.5, got.meanMissingTasks),
                ("superfluous tasks", 0.3333333333333333, got.meanSuperfluousTasks),
                ("jitter, /min", -0.3333333333333333, got.jitterPerMinute),
            ]
            return figures.map { ValidationFigure($0.0, expected: $0.1, got: $0.2, tolerance: 1e-9) }
        },
        ValidationCase(
            "MET-SPEEDUP",
            group: "metrics",
            "the elastic speedup is the geometric mean of four ratios",
            source: "Bauer et al. 2019"
        ) { _ in
            func measures(_ values: [Double]) -> ProvisioningMeasures {
                var measures = ProvisioningMeasures()
                measures.underProvisionedPercent = values[0]
                measures.overProvisionedPercent = values[1]
                measures.underProvisionedTimePercent = values[2]
                measures.overProvisionedTimePercent = values[3]
                return measures
            }
            let speedup = ProvisioningMeasures.elasticSpeedup(
                baseline: measures([20, 40, 30, 50]),
                scaled: measures([10, 20, 15, 25])
            )
            return [ValidationFigure("epsilon", expected: 2, got: speedup ?? 0, tolerance: 1e-12)]
        },
        ValidationCase(
            "COST-RATE",
            group: "cost",
            "a Fargate task of 2 vCPU and 4 GB in us-east-1, for an hour and for 730 h",
            source: "public price lists; prices are configuration"
        ) { _ in
            let x86 = Prices.fargateX86.taskHourDollars(vCPU: 2, memoryGB: 4)
            let arm = Prices.fargateARM.taskHourDollars(vCPU: 2, memoryGB: 4)
            return [
                ValidationFigure("x86, $/h", expected: 0.09874, got: x86, tolerance: 1e-9),
                ValidationFigure("ARM, $/h", expected: 0.079, got: arm, tolerance: 1e-9),
                ValidationFigure("x86, $/730 h", expected: 72.0802, got: x86 * 730, tolerance: 1e-9),
                ValidationFigure("ARM, $/730 h", expected: 57.67, got: arm * 730, tolerance: 1e-9),
            ]
        },
        ValidationCase(
            "COST-MINUTE",
            group: "cost",
            "billed from image pull to stop in whole seconds, at least a minute",
            source: "AWS Fargate pricing"
        ) { _ in
            [(20_000, 60), (61_200, 62), (3_600_000, 3600)].map { alive, billed in
                ValidationFigure(
                    "alive \(alive) ms, billed s",
                    expected: billed,
                    got: Prices().billedSeconds(aliveMilliseconds: alive)
                )
            }
        },
        ValidationCase(
            "RNG-SPLITMIX",
            group: "rng",
            "SplitMix64's known outputs",
            source: "Steele, Lea and Flood 2014"
        ) { _ in
            let known: [(UInt64, [UInt64])] = [
                (0, [16_294_208_416_658_607_535, 7_960_286_522_194_355_700, 487_617_019_471_545_679]),
                (
                    1_234_567,
                    [
                        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
                    ]
                ),
            ]
            return known.map { seed, expected in
                var generator = SplitMix64(seed: seed)
                let wrong = expected.count { $0 != generator.next() }
                return ValidationFigure("wrong words, seed \(seed)", expected: 0, got: wrong)
            }
        },
        ValidationCase(
            "RNG-PHILOX",
            group: "rng",
            "Philox4x32-10's known answers",
            source: "Random123, Salmon et al. 2011"
        ) { _ in
            let zero = Philox.block(counter: (low: 0, high: 0), key: 0)
            let ones = Philox.block(counter: (low: .max, high: .max), key: .max)
            let got = [zero.low, zero.high, ones.low, ones.high]
            let expected: [UInt64] = [
                0xe169_c58d_6627_e8d5, 0x9b00_dbd8_bc57_ac4c, 0x41c8_3b0e_408f_276d, 0x6d54_51fd_a20b_c7c6,
            ]
            return [
                ValidationFigure("wrong words", expected: 0, got: zip(got, expected).count { $0 != $1 })
            ]
        },
        ValidationCase(
            "DET-SEED",
            group: "determinism",
            "one scenario and seed give one outcome, whatever ran before; another seed another",
            source: "property"
        ) { _ in
            let first = try Simulation(Scenario())
            let second = try Simulation(Scenario())
            let alone = first.run(seed: 7).digest
            _ = second.run(seed: 8)
            let after = second.run(seed: 7).digest
            let other = second.run(seed: 9).digest
            return [
                ValidationFigure("distinct digests of one seed", expected: 1, got: alone == after ? 1 : 2),
                ValidationFigure("digests of two seeds that agree", expected: 0, got: alone == other ? 1 : 0),
            ]
        },
        ValidationCase(
            "DET-GOLDEN",
            group: "determinism",
            "the preset's day has the same bytes in every build and on every machine",
            source: "its digest, computed once in a debug build"
        ) { _ in
            let digest = try Simulation(Scenario()).run(seed: 1).digest
            // A Double holds the upper half exactly.
            return [ValidationFigure("upper half of the digest", expected: 2_160_040_869, got: Int(digest >> 32))]
        },
        ValidationCase(
            "DET-CRN",
            group: "determinism",
            "two policies see identical clients: every arrival and session is the same",
            source: "keyed streams"
        ) { _ in
            var changed = Scenario()
            changed.initialTasks = 4
            changed.scaling.minimumCapacity = 4
            changed.loadBalancer.algorithm = .leastOutstandingRequests
            let one = try Simulation(Scenario(), options: .measuresOnly)
            let two = try Simulation(changed, options: .measuresOnly)
            let different = (1...5).count { one.run(seed: $0).exogenousHash != two.run(seed: $0).exogenousHash }
            return [ValidationFigure("seeds with different clients", expected: 0, got: different)]
        },
        ValidationCase(
            "MONO-LIMIT",
            group: "property",
            "with the same clients, refusals never rise with the limit or with the number of tasks",
            source: "coupling: with least connections the fleet is one loss system of tasks x limit places"
        ) { size in
            var violations = 0
            for seed in 1...size.scaled(100, by: 10) {
                var last = Int.max
                for (tasks, limit) in [(2, 20), (2, 22), (3, 22), (3, 26), (4, 26)] {
                    let scenario = Scenario.theory(
                        "monotone",
                        ratePerSecond: 0.6,
                        session: .lognormal(mean: 100, sigma: 1),
                        tasks: tasks,
                        limit: limit,
                        algorithm: .leastOutstandingRequests,
                        seconds: 5000
                    )
                    let refused = try Simulation(scenario, options: .measuresOnly).run(seed: UInt64(seed)).clients
                        .refusedAttempts
                    if refused > last { violations += 1 }
                    last = refused
                }
            }
            return [ValidationFigure("violations", expected: 0, got: violations)]
        },
        ValidationCase(
            "NULL-DIFF",
            group: "property",
            "a scenario compared with itself shows no difference in any figure",
            source: "property"
        ) { size in
            var differences = 0
            for seed in 1...size.scaled(20, by: 5) {
                let one = try Simulation(Scenario()).run(seed: UInt64(seed)).digest
                let two = try Simulation(Scenario()).run(seed: UInt64(seed)).digest
                if one != two { differences += 1 }
            }
            return [ValidationFigure("differences", expected: 0, got: differences)]
        },
    ]

    /// Broken laws in a few days of the preset, with every check on.
    private static func violations(_ seeds: [UInt64]) throws -> Int {
        var scenario = Scenario()
        scenario.incidents = [
            Incident(atSeconds: 36_000, .taskCrash(count: 1)), Incident(atSeconds: 43_200, .rollingDeployment),
            Incident(atSeconds: 50_000, .storageStall(durationSeconds: 90)),
        ]
        let simulation = try Simulation(scenario, options: RunOptions(checksConservation: true))
        return seeds.reduce(0) { $0 + simulation.run(seed: $1).conservationViolations }
    }

    /// Every case of the fleet simulation.
    public static let fleetSimulation: [ValidationCase] = exact + fleet + controlLoop + queueing
}

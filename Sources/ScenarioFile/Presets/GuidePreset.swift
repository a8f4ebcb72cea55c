extension Preset {
    /// The preset that every scenario starts from; its text is what `scalesim init` writes.
    static let guideText = #"""
        # A scenario for scalesim: who connects, what serves them, and what scales it.
        #
        #   scalesim run my.yaml
        #
        # Every key may be left out; it then keeps the value shown here, which is that of the preset powersync-guide.
        # A line "preset: NAME" starts from another preset instead (scalesim presets lists them).
        #
        # Lengths of time carry a unit: 500ms, 30s, 5m, 2h. Where one may be random, write
        #   60s                        always the same
        #   60s..180s                  anything between, equally likely
        #   exponential(2h)            2 h on average, no memory
        #   lognormal(90s, 180s)       half are below 90 s, 95 % are below 180 s
        #   triangular(40s, 60s, 3m)   least, most likely, most
        #   gamma(20m, 3)              20 min on average, shape 3
        #   measured(71s, 64s, 88s)    one of these
        #   35s + lognormal(55s, 2m)   a fixed part and a random one
        #   70% 8m | 30% 8h            one law for 70 % of the cases, another for the rest

        name: powersync-guide
        description: The numbers of the PowerSync guide for AWS ECS on a working day.
        days: 1
        seed: 1              # the same seed gives the same clients, whatever the settings below

        clients:
          peak: 640          # roughly how many are online at the busiest time
          groups:
            # 60 % of them start work at 08:00, spread over about 20 minutes, and stay for an 8 h shift.
            - name: morning wave
              share: 60%
              at: 08:00
              over: 20m
              session: 8h
            # The others come and go through the day: times of day and shares of the group's size. Named shapes do too:
            # flat, working-day, evening, cosine. With "hold_number_online: true" the shape is the number online itself.
            - name: working day
              share: 40%
              day: {"06:00": 0%, "09:00": 100%, "16:00": 100%, "20:00": 0%}
              session: 70% lognormal(8m, 41m) | 30% 1h
            # A group may follow a CSV file instead, with lines of seconds and a value:
            # - {name: measured, trace: connections.csv, trace_of: online, scale: 1}
          # Crowds on top: how many more, when, over how long, and how long they stay.
          # spikes:
          #   - {at: "09:00", clients: 600, over: 60s, session: exponential(1h)}
          # Shares of the days of a week, Monday first; a run starts on a Monday:
          # week: [100%, 100%, 100%, 100%, 90%, 20%, 10%]
          connect: lognormal(200ms, 1s)   # network, TLS and sign-in
          token_ttl: 1h                   # a stream ends with its token; "never" for no end
          refresh_failures: 0.5%          # refreshes that come too late, so that the stream is cut
          retry_after_cut: 5s             # what the SDKs wait; 4.5s..5.5s in the newest JavaScript SDK
          retry_after_refusal: 5s
          kinds:                          # HTTP streams and WebSockets have a limit each
            - {name: HTTP, share: 70%, transport: http}
            - {name: WebSocket, share: 30%, transport: websocket}

        tasks:
          vcpu: 2
          memory_gb: 4
          limit: 200                 # connections per task and transport; further ones are refused with 429
          hot_above: 100             # a task with more connections counts as hot
          # From the decision until the task runs. Billing starts with the image pull.
          start_phases:
            - {name: provisioning, takes: 10s, billed: false}
            - {name: image pull, takes: "21s + lognormal(40s, 125s)"}
            - {name: process start, takes: 4s}
          # start_latency: 60s..180s # in place of the phases
          stop_timeout: 120s         # from SIGTERM to SIGKILL
          shutdown: 1s               # the process closes all streams at once and exits
          zones: 3
          victim: random             # which task a scale-in stops; what if: oldest, newest, fewest_connections
          cpu:                       # nothing public supports these; measure yours
            event_loop_ceiling_vcpu: 1.2
            base_percent: 2
            per_connection_percent: 0.05
            per_checkpoint_ms: 0.15
            checkpoints_per_second: 0.5
            per_connect_ms: 15
            initial_sync_operations: 1000
            per_operation_ms: 0.1

        load_balancer:
          algorithm: round_robin     # or least_outstanding_requests, weighted_random
          deregistration_delay: 300s # how long a stopping task may keep its connections
          health_check_interval: 30s
          slow_start: 0s

        scaling:
          service: powersync-cluster/powersync-api   # cluster/service, for the commands that tune writes
          min: 2
          max: 10
          targets:                   # target tracking policies; "none" removes one
            connections: 80          # connections per task
            cpu: 70                  # percent of the task's vCPU
          scale_out_cooldown: 120s
          scale_in_cooldown: 300s
          disable_scale_in: false
          # Minimum or maximum by the clock, every day (UTC):
          # scheduled:
          #   - {name: before work, at: "07:45", min: 6}
          #   - {name: after work, at: "18:00", min: 2}
          # In place of the above, the documents of the AWS CLI:
          # policies: describe-scaling-policies.json
          # scalable_target: describe-scalable-targets.json
          # alarms: describe-alarms.json

        metrics:
          scrape_interval: 30s       # how often each task's connections are measured and published
          # A policy only sees a metric whose dimensions it names exactly. "false" is the guide as published: its policy
          # names none, the metric carries ClusterName, so the policy never gets data.
          policy_names_published_dimensions: true

        # Things that go wrong. Kinds: task_crash, zone_loss, storage_stall, configuration_switch, deployment,
        # failing_health_checks, lost_sidecars, desired_count.
        # incidents:
        #   - {at: "12:00", kind: task_crash, tasks: 1}

        prices:
          processor: x86             # or arm; us-east-1 in US dollars
          # vcpu_hour: 0.04048
          # gb_hour: 0.004445

        # Rules that AWS does not document; "scalesim presets --assumptions" explains each.
        # assumptions:
        #   ecs_cpu_metric_delay_s: 120

        # What must hold; the exit code is 1 if something does not.
        # require:
        #   - refused_clients == 0
        #   - monthly_cost_usd < 400
        """#
}

extension Assumptions {
    /// Every field with its texts, alternatives, tag and source.
    public static let fields: [AssumptionField<Assumptions>] = alarmFields + metricFields + capacityFields

    private static let alarmFields: [AssumptionField<Assumptions>] = [
        .integer(
            "high_periods",
            "Datapoints above the target before a policy scales out.",
            \.highPeriods,
            1...60,
            alternatives: [1, 5],
            .observed,
            "alarm pairs in Terraform dumps of real accounts; aws/containers-roadmap#1208"
        ),
        .integer(
            "low_periods",
            "Datapoints below the scale-in threshold before a policy scales in.",
            \.lowPeriods,
            1...120,
            alternatives: [3, 5],
            .observed,
            "alarm pairs in Terraform dumps of real accounts; aws/containers-roadmap#1220"
        ),
        .integer(
            "custom_low_periods",
            "The same for custom metrics, of which no dump is public; 0 for low_periods.",
            \.customLowPeriods,
            0...120,
            alternatives: [3],
            .assumed,
            "as for ECS metrics; hashicorp/terraform-provider-aws#42553 reports 3"
        ),
        .ratio(
            "low_factor",
            "The scale-in threshold as a part of the target.",
            \.lowFactor,
            Ratio(0)...Ratio(1),
            alternatives: ["0.7"],
            .observed,
            "pairs 70/63, 80/72 and 30/27 on ECS; documented only as well below the target"
        ),
        .integer(
            "hires_high_periods",
            "20 s datapoints above the target before a high-resolution policy scales out.",
            \.highResolutionHighPeriods,
            1...60,
            alternatives: [1],
            .assumed,
            "fits the 86 s to trigger that AWS measured"
        ),
        .integer(
            "hires_low_periods",
            "20 s datapoints below the threshold before a high-resolution policy scales in.",
            \.highResolutionLowPeriods,
            1...180,
            alternatives: [15],
            .assumed,
            "fifteen minutes, as at one-minute resolution"
        ),
        .integer(
            "alarm_phase",
            "The second of the minute at which every alarm is evaluated; -1 draws one per alarm.",
            \.alarmPhase,
            -1...59,
            alternatives: [0],
            .observed,
            "repeated actions in real events keep the second of the minute"
        ),
        .seconds(
            "action_repeat_s",
            "How often a standing alarm runs its scaling action again.",
            \.actionRepeat,
            10...3600,
            .documented,
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html"
        ),
        .seconds(
            "hires_evaluation_s",
            "How often an alarm with a period below one minute is evaluated.",
            \.highResolutionEvaluation,
            1...60,
            alternatives: [20],
            .documented,
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html"
        ),
        .seconds(
            "hires_action_repeat_s",
            "How often a standing high-resolution alarm runs its scaling action again.",
            \.highResolutionActionRepeat,
            10...3600,
            alternatives: [60],
            .inferred,
            "high-resolution policies are evaluated every 20 s (Amazon ECS guide, faster auto scaling)"
        ),
        .integer(
            "eval_range_extra",
            "Periods an alarm looks at beyond its evaluation periods.",
            \.evaluationRangeExtra,
            0...60,
            alternatives: [5],
            .assumed,
            "the example for three periods in the CloudWatch guide uses five"
        ),
    ]

    private static let metricFields: [AssumptionField<Assumptions>] = [
        .seconds(
            "ecs_cpu_metric_delay_s",
            "From the end of a minute to its ECS service metric being visible.",
            \.ecsMetricDelay,
            0...900,
            alternatives: [30, 60, 150],
            .inferred,
            "fits the 363 s to trigger that AWS measured at 60 s resolution"
        ),
        .seconds(
            "hires_delay_s",
            "The same for a high-resolution ECS metric.",
            \.highResolutionDelay,
            0...300,
            alternatives: [5, 20],
            .inferred,
            "fits the 86 s to trigger that AWS measured at 20 s resolution"
        ),
        .seconds(
            "custom_metric_visible_delay_s",
            "From a sample's timestamp to a custom metric showing it.",
            \.customMetricDelay,
            0...900,
            alternatives: [2, 60],
            .assumed,
            "PutMetricData and log ingestion publish no figure"
        ),
        .choice(
            "metric_pick",
            "Which datapoint enters the capacity formula.",
            \.metricPick,
            alternatives: [.mean, .largest],
            .assumed,
            "not documented for target tracking"
        ),
        .integer(
            "step_datapoints",
            "Datapoints a step policy aggregates.",
            \.stepDatapoints,
            1...15,
            alternatives: [3],
            .assumed,
            "the guide says the most recent datapoints and gives no number"
        ),
    ]

    private static let capacityFields: [AssumptionField<Assumptions>] = [
        .choice(
            "base_outside_cooldown",
            "The capacity a policy multiplies while no cooldown runs.",
            \.baseOutsideCooldown,
            alternatives: [.desired],
            .documented,
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html"
        ),
        .choice(
            "cooldown_base",
            "The capacity a policy multiplies from a scale-out until its cooldown has ended.",
            \.baseInsideCooldown,
            alternatives: [.running, .desired],
            .inferred,
            "worked example: +2, then +3 within the cooldown adds 1 (Application Auto Scaling guide)"
        ),
        .choice(
            "scale_in_mode",
            "How far one scale-in goes.",
            \.scaleInMode,
            alternatives: [.oneTask],
            .assumed,
            "the guide says more gradual than scale-out and gives no number; aws/containers-roadmap#2299"
        ),
        .seconds(
            "scale_out_cooldown_s",
            "The scale-out cooldown of a policy that names none.",
            \.defaultScaleOutCooldown,
            0...86_400,
            .documented,
            "300 s for ECS services (Application Auto Scaling guide, target tracking)"
        ),
        .seconds(
            "scale_in_cooldown_s",
            "The scale-in cooldown of a policy that names none.",
            \.defaultScaleInCooldown,
            0...86_400,
            .documented,
            "300 s for ECS services (Application Auto Scaling guide, target tracking)"
        ),
        .choice(
            "cooldown_start",
            "When a cooldown starts to run.",
            \.cooldownStart,
            alternatives: [.decision],
            .inferred,
            "the guide starts it when the activity completes; completes is read as running = desired"
        ),
        .flag(
            "scale_out_blocks_scale_in",
            "Whether a scale-out in progress or cooling down blocks scale-in.",
            \.scaleOutBlocksScaleIn,
            .assumed,
            "nothing says so",
            alternatives: ["yes"]
        ),
        .flag(
            "activity_blocks_scale_in",
            "Whether a scale-in still in progress blocks the next one.",
            \.activityBlocksScaleIn,
            .inferred,
            "its cooldown has not even begun",
            alternatives: ["no"]
        ),
        .seconds(
            "activity_timeout_s",
            "When an activity that has not completed is given up as unfulfilled; 0 for never.",
            \.activityTimeout,
            0...86_400,
            alternatives: [1800],
            .assumed,
            "the guide gives no time"
        ),
        .choice(
            "insufficient_data",
            "What a policy without data does to the scale-in of the others.",
            \.insufficientData,
            alternatives: [.ignored],
            .inferred,
            "scale-in needs every policy that has it enabled to be ready"
        ),
        .flag(
            "deployment_blocks_scale_in",
            "Whether a deployment keeps the service from scaling in.",
            \.deploymentBlocksScaleIn,
            .documented,
            "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html",
            alternatives: ["no"]
        ),
        .choice(
            "zero_capacity_demand",
            "What shows demand while no task runs.",
            \.zeroCapacityDemand,
            alternatives: [.aboveTarget],
            .inferred,
            "the guide waits for one datapoint that shows demand, then adds the least possible"
        ),
        .seconds(
            "scheduled_action_delay_s",
            "How late a scheduled action runs.",
            \.scheduledActionDelay,
            0...60,
            alternatives: [5],
            .assumed,
            "the guide says a few seconds at most"
        ),
    ]
}

/// What the metrics endpoint of a PowerSync service writes: 13 samples, 2.7 KB.
public enum PowerSyncScrape {
    private static let instruments: [(name: String, help: String, unit: String, type: String, value: String)] = [
        ("powersync_data_synced_bytes_total", "Uncompressed size of synced data", "bytes", "counter", "1839204417"),
        (
            "powersync_data_sent_bytes_total", "Size of data sent to clients, after compression if applicable", "bytes",
            "counter", "733019221"
        ),
        ("powersync_operations_synced_total", "Number of operations synced", "", "counter", "9120033"),
        ("powersync_concurrent_connections", "Number of concurrent sync connections", "", "gauge", "412"),
        (
            "powersync_data_replicated_bytes_total", "Uncompressed size of replicated data", "bytes", "counter",
            "99183771002"
        ),
        ("powersync_rows_replicated_total", "Total number of replicated rows", "", "counter", "48120391"),
        (
            "powersync_transactions_replicated_total", "Total number of replicated transactions", "", "counter",
            "1203391"
        ),
        ("powersync_chunks_replicated_total", "Total number of replication chunks", "", "counter", "88123"),
        (
            "powersync_replication_lag_seconds",
            "Replication lag between the source database and PowerSync instance", "", "gauge", "0.214"
        ),
        (
            "powersync_replication_storage_size_bytes", "Size of current data stored in PowerSync", "bytes", "gauge",
            "5368709120"
        ),
        (
            "powersync_operation_storage_size_bytes", "Size of operations stored in PowerSync", "bytes", "gauge",
            "10737418240"
        ),
        (
            "powersync_parameter_storage_size_bytes", "Size of parameter data stored in PowerSync", "bytes", "gauge",
            "214748364"
        ),
    ]

    /// The body, in the text format.
    public static let body: [UInt8] = {
        var text = "# HELP target_info Target metadata\n# TYPE target_info gauge\n"
        text += "target_info{service=\"PowerSync\",service_version=\"1.25.0\",source_type=\"postgresql\","
        text += "storage_type=\"mongodb\",instance_id=\"3f2c8a1e-9b7d-4c55-8f0e-6d1a2b3c4d5e\"} 1\n"
        for instrument in instruments {
            text += "# HELP \(instrument.name) \(instrument.help)\n"
            if !instrument.unit.isEmpty { text += "# UNIT \(instrument.name) \(instrument.unit)\n" }
            text += "# TYPE \(instrument.name) \(instrument.type)\n\(instrument.name) \(instrument.value)\n"
        }
        return Array(text.utf8)
    }()
}

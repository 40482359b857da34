package io.arrears.pipeline;

import java.util.Map;

/** What a stage measured, by name: {@code rows}, {@code quarantined}, {@code findings} … in the order to show them. */
public record StageReport(Map<String, Number> measures) {

    public static StageReport rows(long rows) {
        return new StageReport(Map.of("rows", rows));
    }

    /** Rows the stage wrote: what it calls {@code rows}, else the sum of its whole-numbered measures. */
    public long rows() {
        Number said = measures.get("rows");
        return said != null
                ? said.longValue()
                : measures.values().stream()
                        .filter(value -> value instanceof Long || value instanceof Integer)
                        .mapToLong(Number::longValue)
                        .sum();
    }
}

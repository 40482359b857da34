package io.arrears.pipeline;

import java.util.List;
import java.util.Map;

/**
 * What a stage measured, by name: {@code rows}, {@code quarantined}, {@code findings} … in the order to show them.
 *
 * @param notes sentences for the reader of the end of the run: what was left out or read otherwise than written
 */
public record StageReport(Map<String, Number> measures, List<String> notes) {

    public StageReport(Map<String, Number> measures) {
        this(measures, List.of());
    }

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

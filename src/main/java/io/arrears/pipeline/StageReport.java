package io.arrears.pipeline;

import java.util.Map;

/** What a stage measured, by name: {@code rows}, {@code quarantined}, {@code findings} … in the order to show them. */
public record StageReport(Map<String, Number> measures) {

    public static StageReport rows(long rows) {
        return new StageReport(Map.of("rows", rows));
    }
}

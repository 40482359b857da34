package io.arrears.leakage;

import io.arrears.lake.Table;
import io.arrears.pipeline.DayContext;
import io.arrears.transform.SqlParameters;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Runs a control that is not in the catalogue yet, over what a lake has published for a day. Writes nothing. */
public final class ControlTrial {

    private final DayContext day;

    /** @param day a published day */
    public ControlTrial(DayContext day) {
        this.day = day;
    }

    /**
     * The findings of the control as a run would store them, {@code primary_amount} aside: here nothing else claims
     * money.
     *
     * @param file the name it will have in {@code sql/controls}, {@code x01_odd_size.sql}
     * @param text the whole file
     * @throws IllegalArgumentException when header or query is wrong, when the id is taken, or when the source lacks
     *     what the control needs; the message says what to change
     */
    public Dataset<Row> findings(String file, String text) {
        ControlFile control = ControlFile.parse("sql/controls/" + file, text);
        refuseTakenId(control);
        String missing = control.skippedReason(
                SourceColumns.of(day.read(Table.OPS_SOURCES)).with(day.settings()));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(file + " would be SKIPPED on this source: it " + missing);
        }
        return ControlsStage.findings(
                        List.of(control),
                        day.settings().policy(),
                        day.views(ControlsStage.inputs(List.of(control))),
                        SqlParameters.of(day))
                .drop("primary_amount");
    }

    private static void refuseTakenId(ControlFile control) {
        ControlCatalogue.load().controls().stream()
                .filter(other -> other.id().equals(control.id())
                        && !other.sql().resource().equals(control.sql().resource()))
                .findFirst()
                .ifPresent(other -> {
                    throw new IllegalArgumentException(
                            "control " + control.id() + " is " + other.sql().resource() + " already: take another id");
                });
    }
}

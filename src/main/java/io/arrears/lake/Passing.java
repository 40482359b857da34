package io.arrears.lake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/**
 * Figures of rows that pass through a plan, taken in the pass that writes what comes of them. Spark cuts off the part
 * of a plan that turns out to give no row, and the figures of that part are lost with it: then the rows are read again
 * for their figures alone.
 */
public final class Passing {

    private final Dataset<Row> source;
    private final List<Column> figures;
    private final Observation observation = new Observation();
    private final Dataset<Row> rows;

    /** @param figures named aggregates */
    public Passing(Dataset<Row> source, List<Column> figures) {
        this.source = source;
        this.figures = figures;
        this.rows = source.observe(observation, figures.get(0), rest());
    }

    /** The rows to write, or to go on with. */
    public Dataset<Row> rows() {
        return rows;
    }

    /** Every figure by name, once the rows are written; null where an aggregate of these rows is null. */
    public Map<String, Number> figures() {
        Map<String, Number> found = new HashMap<>();
        try {
            observation.getAsJava().forEach((name, value) -> found.put(name, (Number) value));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while counting rows", e);
        }
        if (found.isEmpty()) {
            Row again = source.agg(figures.get(0), rest()).head();
            for (String name : again.schema().fieldNames()) {
                found.put(name, again.getAs(name));
            }
        }
        return found;
    }

    private Column[] rest() {
        return figures.subList(1, figures.size()).toArray(Column[]::new);
    }
}

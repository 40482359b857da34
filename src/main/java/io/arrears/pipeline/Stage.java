package io.arrears.pipeline;

import io.arrears.lake.Table;
import java.util.Set;

/** One arrow of the picture: reads tables, writes tables, reports what it measured. */
public interface Stage {

    /** The stage that reads the source. */
    String INGEST = "ingest";

    /** The name on the command line, lower case. */
    String name();

    Set<Table> reads();

    Set<Table> writes();

    /**
     * Whether the stage belongs to the publication: it computes no figure any more, but checks, reports and publishes
     * what is there. These stages are the last of a run, and follow every stage that is run alone.
     */
    default boolean publishes() {
        return false;
    }

    /** Does the work for the run's as-of day; throws when it cannot, with a message that says what to do. */
    StageReport run(RunContext context);
}

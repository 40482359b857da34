package io.arrears.pipeline;

import io.arrears.lake.Table;
import java.util.Set;

/** One arrow of the picture: reads tables, writes tables, reports what it measured. */
public interface Stage {

    /** The name on the command line, lower case. */
    String name();

    Set<Table> reads();

    Set<Table> writes();

    /** Does the work for the run's as-of day; throws when it cannot, with a message for the person who must act. */
    StageReport run(RunContext context);
}

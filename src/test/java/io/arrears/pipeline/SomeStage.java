package io.arrears.pipeline;

import io.arrears.lake.Table;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A stage that a test gives its work, and a progress that says nothing. */
record SomeStage(String name, Set<Table> writes, boolean publishes, Function<RunContext, StageReport> work)
        implements Stage {

    static final Progress SILENT = new Progress() {
        @Override
        public void begin(int position, int total, String stage) {}

        @Override
        public void done(StageReport report, double seconds) {}

        @Override
        public void failed(double seconds) {}
    };

    /** A stage that writes no table. */
    SomeStage(String name, Function<RunContext, StageReport> work) {
        this(name, Set.of(), false, work);
    }

    /** A stage that does nothing but be there. */
    SomeStage(String name, Table writes, boolean publishes) {
        this(name, Set.of(writes), publishes, context -> new StageReport(Map.of()));
    }

    @Override
    public Set<Table> reads() {
        return Set.of();
    }

    @Override
    public StageReport run(RunContext context) {
        return work.apply(context);
    }
}

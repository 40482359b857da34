package io.arrears.publish;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.Optional;
import java.util.Set;

/** Brings the plain Delta tables under {@code <lake>/published} to what the pointers say. */
public final class PublishedTablesStage implements Stage {

    @Override
    public String name() {
        return "published-tables";
    }

    @Override
    public Set<Table> reads() {
        return Set.copyOf(Table.marts());
    }

    @Override
    public Set<Table> writes() {
        return Set.of();
    }

    @Override
    public boolean publishes() {
        return true;
    }

    @Override
    public StageReport run(RunContext context) {
        return new StageReport(new Copies(context.lake(), context.settings(), Optional::empty).plainTables());
    }
}

package io.arrears.publish;

import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.Map;
import java.util.Set;

/** Makes the run's slices count for its day, in one commit. The later stages only copy what this commit says. */
public final class PublishStage implements Stage {

    @Override
    public String name() {
        return "publish";
    }

    @Override
    public Set<Table> reads() {
        return Set.of();
    }

    @Override
    public Set<Table> writes() {
        return Set.of(Table.OPS_PUBLISHED);
    }

    @Override
    public boolean publishes() {
        return true;
    }

    @Override
    public StageReport run(RunContext context) {
        Map<Table, RunId> slices = context.slices().all();
        slices.keySet().removeIf(Table::isLog);
        new Pointers(context.lake()).publish(context.spark(), context.asOf(), context.run(), slices);
        return new StageReport(Map.of("tables", slices.size()));
    }
}

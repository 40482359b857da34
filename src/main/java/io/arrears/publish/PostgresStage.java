package io.arrears.publish;

import io.arrears.config.Settings;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings the mart database to what the pointers say. Reports nothing where {@code publish.postgres.enabled} is
 * false.
 */
public final class PostgresStage implements Stage {

    private final Supplier<Optional<Settings.Login>> embedded;

    /**
     * @param embedded how to reach the embedded source database, where there is one; {@code publish.postgres.url} wins
     */
    public PostgresStage(Supplier<Optional<Settings.Login>> embedded) {
        this.embedded = embedded;
    }

    @Override
    public String name() {
        return "postgres";
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
        return new StageReport(new Copies(context.lake(), context.settings(), embedded).martDatabase());
    }
}

package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Builds tables from their SQL files. Tables of one wave do not read each other and are written side by side; a wave sees
 * what earlier waves wrote.
 */
public final class SqlStage implements Stage {

    private final String name;
    private final List<List<Table>> waves;

    @SafeVarargs
    public SqlStage(String name, List<Table>... waves) {
        this.name = name;
        this.waves = List.of(waves);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Table> reads() {
        Set<Table> reads = EnumSet.noneOf(Table.class);
        waves.forEach(wave -> wave.forEach(table -> reads.addAll(SqlFile.of(table).reads())));
        reads.removeAll(writes());
        return reads;
    }

    @Override
    public Set<Table> writes() {
        Set<Table> writes = EnumSet.noneOf(Table.class);
        waves.forEach(writes::addAll);
        return writes;
    }

    @Override
    public StageReport run(RunContext context) {
        Map<String, Object> parameters = SqlParameters.of(context.asOf(), context.settings());
        Map<String, Number> rows = new LinkedHashMap<>();
        for (List<Table> wave : waves) {
            Set<Table> inputs = EnumSet.noneOf(Table.class);
            wave.forEach(table -> inputs.addAll(SqlFile.of(table).reads()));
            SparkSession views = context.lake().viewsOf(inputs, context.slices());
            List<Long> written = SideBySide.map(wave, table -> context.lake().append(table, context.asOf(), context.run(),
                    context.slices(), SqlFile.of(table).on(views, parameters)));
            for (int i = 0; i < wave.size(); i++) {
                rows.put(wave.get(i).sqlName(), written.get(i));
            }
        }
        return new StageReport(rows);
    }
}

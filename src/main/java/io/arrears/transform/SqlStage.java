package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Builds tables from their SQL files. A table comes one wave after the last it needs; tables of one wave do not read each
 * other and are written side by side, and see what earlier waves wrote.
 */
public final class SqlStage implements Stage {

    private final String name;
    private final List<List<Table>> waves;
    private final SqlViews views;

    private SqlStage(String name, List<List<Table>> waves, SqlViews views) {
        this.name = name;
        this.waves = waves;
        this.views = views;
    }

    /** A stage whose waves follow from what the files read, themselves and through the views. */
    public static SqlStage inOrder(String name, Collection<Table> tables, SqlViews views) {
        Set<Table> left = EnumSet.copyOf(tables);
        List<List<Table>> waves = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Table> wave = left.stream()
                    .filter(table -> Collections.disjoint(views.reads(SqlFile.of(table)), left)).toList();
            if (wave.isEmpty()) {
                throw new IllegalArgumentException("these tables need each other: " + left);
            }
            waves.add(wave);
            left.removeAll(wave);
        }
        return new SqlStage(name, List.copyOf(waves), views);
    }

    /** What is built together, in order. */
    public List<List<Table>> waves() {
        return waves;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Table> reads() {
        Set<Table> reads = EnumSet.noneOf(Table.class);
        waves.forEach(wave -> reads.addAll(inputs(wave)));
        reads.removeAll(writes());
        return reads;
    }

    private Set<Table> inputs(List<Table> wave) {
        Set<Table> inputs = EnumSet.noneOf(Table.class);
        wave.forEach(table -> inputs.addAll(views.reads(SqlFile.of(table))));
        return inputs;
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
            SparkSession session = context.lake().viewsOf(inputs(wave), context.slices());
            views.register(session, wave.stream().map(SqlFile::of).toList(), parameters);
            List<Long> written = SideBySide.map(wave, table -> context.lake().append(table, context.asOf(), context.run(),
                    context.slices(), SqlFile.of(table).on(session, parameters)));
            for (int i = 0; i < wave.size(); i++) {
                rows.put(wave.get(i).sqlName(), written.get(i));
            }
        }
        return new StageReport(rows);
    }
}

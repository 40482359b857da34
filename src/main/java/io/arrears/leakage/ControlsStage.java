package io.arrears.leakage;

import io.arrears.config.Settings;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.pipeline.SideBySide;
import io.arrears.pipeline.Stage;
import io.arrears.pipeline.StageReport;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlParameters;
import io.arrears.transform.SqlViews;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Runs every leakage control that the source has the tables for, as one write, and gives the reason for skipping the
 * others.
 */
public final class ControlsStage implements Stage {

    private static final SqlFile LOCATED = SqlFile.read("sql/findings/findings_located.sql");
    private static final SqlFile DECISIONS = SqlViews.of("int_dispositions");
    private static final StructType CATALOGUE = new StructType()
            .add("control_id", DataTypes.StringType, false)
            .add("title", DataTypes.StringType, false)
            .add("leak_type", DataTypes.StringType, false)
            .add("severity", DataTypes.StringType, false)
            .add("skipped_reason", DataTypes.StringType, true);

    private static final StructType IMMATERIAL =
            StructType.fromDDL("control_id string, currency string, findings bigint, amount decimal(19,4)");

    private final ControlCatalogue catalogue;

    public ControlsStage() {
        this(ControlCatalogue.load());
    }

    ControlsStage(ControlCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public String name() {
        return "controls";
    }

    @Override
    public Set<Table> reads() {
        Set<Table> reads = inputs(catalogue.controls());
        reads.add(Table.OPS_SOURCES);
        return reads;
    }

    @Override
    public Set<Table> writes() {
        return EnumSet.of(Table.FIND_LEAKAGE, Table.FIND_CONTROLS);
    }

    @Override
    public StageReport run(RunContext context) {
        Map<String, String> skipped = skipped(context);
        List<ControlFile> runnable = catalogue.controls().stream()
                .filter(control -> !skipped.containsKey(control.id()))
                .toList();
        SparkSession views = context.views(inputs(runnable));
        Dataset<Row> found = findings(runnable, context.settings().policy(), views, SqlParameters.of(context.day()));
        Dataset<Row> located = views.table("findings_located").persist();
        long findings;
        try {
            findings = context.append(Table.FIND_LEAKAGE, found);
            writeSummary(context, skipped, immaterial(located));
        } finally {
            located.unpersist();
        }
        Map<String, Number> measures = new LinkedHashMap<>();
        measures.put("controls", runnable.size());
        measures.put("skipped", skipped.size());
        measures.put("findings", findings);
        return new StageReport(measures);
    }

    /** Why a control cannot run, by id. */
    private Map<String, String> skipped(RunContext context) {
        SourceColumns source = SourceColumns.of(context.read(Table.OPS_SOURCES)).with(context.settings());
        Map<String, String> skipped = new LinkedHashMap<>();
        for (ControlFile control : catalogue.controls()) {
            boolean isEnabled =
                    context.settings().policy().control(control.id()).enabled();
            String reason = isEnabled ? control.skippedReason(source) : "disabled";
            if (!reason.isEmpty()) {
                skipped.put(control.id(), reason);
            }
        }
        return skipped;
    }

    /** What is counted and not listed, by control and currency. */
    private static List<Row> immaterial(Dataset<Row> located) {
        return located.where("not is_material")
                .groupBy("control_id", "currency")
                .agg(
                        functions.count(functions.lit(1)).as("findings"),
                        functions.sum("amount").cast("decimal(19,4)").as("amount"))
                .collectAsList();
    }

    /**
     * Every finding of the controls, located and with its primary amount. Registers the views the SQL files name. Each
     * control is a query of its own, over the rows of {@link RowTests} where it can: in one query of all, every task
     * would carry the plans of all.
     *
     * @param policy what is set for single controls
     */
    static Dataset<Row> findings(
            List<ControlFile> controls, Settings.Policy policy, SparkSession views, Map<String, Object> parameters) {
        SqlViews.make(controls.stream().map(ControlFile::sql).toList(), views, parameters);
        List<JavaRDD<Row>> parts;
        try (RowTests tests = new RowTests()) {
            parts = SideBySide.map(
                    tests.sharing(controls, views, parameters),
                    control -> computed(ControlRows.of(control, policy.control(control.id()), views, parameters)));
        }
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(views.sparkContext());
        JavaRDD<Row> all = parts.isEmpty() ? spark.emptyRDD() : spark.union(array(parts));
        views.createDataFrame(all.coalesce(spark.defaultParallelism()), ControlRows.SCHEMA)
                .createOrReplaceTempView("control_findings");
        SqlViews.make(List.of(DECISIONS), views, parameters);
        DECISIONS.on(views, parameters).createOrReplaceTempView("int_dispositions");
        LOCATED.on(views, parameters).createOrReplaceTempView("findings_located");
        return SqlFile.of(Table.FIND_LEAKAGE).on(views, parameters);
    }

    /** Java creates no array of a generic type, and Spark's union takes one. */
    @SuppressWarnings("unchecked")
    private static JavaRDD<Row>[] array(List<JavaRDD<Row>> parts) {
        return parts.toArray(JavaRDD[]::new);
    }

    /** The rows as they are now, without their plan. */
    private static JavaRDD<Row> computed(Dataset<Row> rows) {
        JavaRDD<Row> computed = rows.javaRDD();
        computed.rdd().localCheckpoint();
        computed.count();
        return computed;
    }

    private void writeSummary(RunContext context, Map<String, String> skipped, List<Row> immaterial) {
        SqlFile file = SqlFile.of(Table.FIND_CONTROLS);
        SparkSession views = context.views(file.reads());
        List<Row> rows = catalogue.controls().stream()
                .map(control -> RowFactory.create(
                        control.id(),
                        control.title(),
                        control.type().name(),
                        control.severity(),
                        skipped.get(control.id())))
                .toList();
        views.createDataFrame(rows, CATALOGUE).createOrReplaceTempView("control_catalogue");
        views.createDataFrame(immaterial, IMMATERIAL).createOrReplaceTempView("immaterial_findings");
        context.append(Table.FIND_CONTROLS, file.on(views, SqlParameters.of(context.day())));
    }

    static Set<Table> inputs(List<ControlFile> controls) {
        Set<Table> inputs = EnumSet.noneOf(Table.class);
        controls.forEach(control -> inputs.addAll(SqlViews.reads(control.sql())));
        inputs.addAll(LOCATED.reads());
        inputs.addAll(SqlViews.reads(DECISIONS));
        return inputs;
    }
}

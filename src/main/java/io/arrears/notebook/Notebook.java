package io.arrears.notebook;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.Layer;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Sessions;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.leakage.ControlTrial;
import io.arrears.model.ScoringModel;
import io.arrears.model.ValueAtCapacity;
import io.arrears.model.data.ModelTask;
import io.arrears.model.store.FittedModels;
import io.arrears.model.store.ModelStore;
import io.arrears.pipeline.DayContext;
import io.arrears.publish.MartComments;
import io.arrears.publish.PublishedSql;
import io.arrears.terms.Ageing;
import io.arrears.transform.StagingColumns;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * One published day of a lake, for a notebook or a JShell: its tables by SQL, its models, controls to try out, tables
 * on the screen. Reads only.
 */
public final class Notebook {

    private final Lake lake;
    private final TreeMap<LocalDate, Map<Table, RunId>> published;
    private final DayContext day;
    private final PublishedSql ofTheDay;
    private final PublishedSql ofEveryDay;
    private final Screen screen;

    private Notebook(Settings settings, Optional<String> wanted, Screen screen) {
        SparkSession spark = Sessions.open(settings.spark());
        this.lake = new Lake(spark, settings.lakeRoot(), StagingColumns::of);
        this.published = new Pointers(lake).all();
        AsOf asOf = wanted.map(AsOf::parse).orElseGet(() -> new AsOf(newest()));
        if (!published.containsKey(asOf.date())) {
            throw new IllegalArgumentException("nothing is published for " + asOf + " in the lake " + lake.root()
                    + "; published are " + published.keySet());
        }
        this.day = new DayContext(spark, lake, settings, asOf, new Slices(published.get(asOf.date())));
        this.ofTheDay = new PublishedSql(spark, lake, Optional.of(asOf));
        this.ofEveryDay = new PublishedSql(spark, lake, Optional.empty());
        this.screen = screen;
    }

    /**
     * Opens the newest published day of the lake that {@code conf/local.conf}, the demo's configuration, names. Where
     * set, ARREARS_CONF names another configuration, ARREARS_LAKE another lake and ARREARS_AS_OF another published day;
     * each is also a system property, {@code arrears.conf} and so on, which goes first.
     *
     * @throws IllegalArgumentException when there is nothing to read; the message says what to do
     */
    public static Notebook open() {
        Map<String, String> overrides = new TreeMap<>();
        given("arrears.lake").ifPresent(root -> overrides.put("lake.root", root));
        Path conf = Path.of(given("arrears.conf").orElse("conf/local.conf"));
        return new Notebook(
                SettingsLoader.load(Optional.of(conf), overrides), given("arrears.as-of"), Screen.of(System.out));
    }

    /** A system property, else the environment variable of its name: {@code arrears.as-of}, ARREARS_AS_OF. */
    private static Optional<String> given(String property) {
        String variable = property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return Optional.ofNullable(System.getProperty(property, System.getenv(variable)));
    }

    private LocalDate newest() {
        if (published.isEmpty()) {
            throw new IllegalArgumentException("nothing is published in the lake " + lake.root()
                    + ": run scripts/arrears demo, or name another lake with ARREARS_LAKE or ARREARS_CONF");
        }
        return published.lastKey();
    }

    /** The day this notebook looks at. */
    public LocalDate day() {
        return day.asOf().date();
    }

    /** Every published day, the oldest first. */
    public List<LocalDate> days() {
        return List.copyOf(published.keySet());
    }

    /** The folder of the lake. */
    public String lake() {
        return lake.root();
    }

    /** The rows of a query over the published tables of the day. */
    public Dataset<Row> query(String sql) {
        return ofTheDay.query(sql);
    }

    /** The rows of a query over the published tables of every day; {@code as_of_date} says which day. */
    public Dataset<Row> queryEveryDay(String sql) {
        return ofEveryDay.query(sql);
    }

    /** The first value of a query's first row. */
    public <T> T value(String sql) {
        List<Row> first = query(sql).takeAsList(1);
        if (first.isEmpty()) {
            throw new IllegalArgumentException("no row answers " + sql.strip());
        }
        return first.get(0).getAs(0);
    }

    /** Shows the rows of a query over the published tables of the day. */
    public void show(String sql) {
        show(query(sql));
    }

    /** Shows the first rows of a query. */
    public void show(Dataset<Row> rows) {
        screen.show(Sheet.of(rows));
    }

    /** Shows rows that a cell has worked out. */
    public void show(List<String> columns, List<? extends List<?>> rows) {
        screen.show(new Sheet(columns, rows, Sheet.counted(rows.size())));
    }

    /** Shows which tables the day has, and the grain of each. */
    public void showTables() {
        List<List<String>> rows = new ArrayList<>();
        day.slices().all().keySet().stream()
                .filter(table -> table.layer() != Layer.RAW && !table.isLog())
                .forEach(table ->
                        rows.add(List.of(table.layer().folder(), table.sqlName(), String.join(", ", table.key()))));
        show(List.of("layer", "table", "one row for each"), rows);
    }

    /** Shows what each column of a mart means. */
    public void explain(String mart) {
        Table table = Table.named(mart)
                .filter(each -> each.layer() == Layer.MARTS)
                .orElseThrow(
                        () -> new IllegalArgumentException("no mart is called " + mart + "; showTables() lists them"));
        MartComments comments =
                MartComments.load(Ageing.of(day.settings().finance().ageing()));
        List<List<String>> rows = new ArrayList<>();
        for (String column : query("select * from " + table.sqlName()).columns()) {
            rows.add(List.of(column, comments.column(table, column).orElse("")));
        }
        show(List.of("column", "meaning"), rows);
    }

    /**
     * The model that scored a task on the day; read without Spark.
     *
     * @param task {@code default}, {@code recovery:failed_payment} or {@code recovery:overdue_invoice}
     */
    public StoredModel model(String task) {
        ModelTask named = ModelTask.named(task);
        ModelStore store = new ModelStore(lake.root(), new Configuration());
        return new StoredModel(ScoringModel.at(store, named, new FittedModels(), day.asOf())
                .orElseThrow(() -> new IllegalStateException("nothing was trained for " + task + " by " + day.asOf())));
    }

    /** What a model saw of an invoice or claim when it was scored: feature → value, null where unknown. */
    public Map<String, Object> features(StoredModel model, String id) {
        ModelTask task = model.scoring().task();
        String key = task == ModelTask.DEFAULT ? "invoice_id" : "claim_id";
        Dataset<Row> scored = day.read(task.table())
                .where("is_scoring")
                .where(functions.col(key).equalTo(id));
        List<Row> found = task.claimType()
                .map(type -> scored.where(functions.col("claim_type").equalTo(type)))
                .orElse(scored)
                .selectExpr(model.features().toArray(String[]::new))
                .takeAsList(1);
        if (found.isEmpty()) {
            throw new IllegalArgumentException(key + " '" + id + "' was not scored by the model of "
                    + task.taskName() + " on " + day.asOf() + ": expected a row of "
                    + task.table().sqlName()
                    + " where is_scoring");
        }
        Map<String, Object> features = new LinkedHashMap<>();
        model.features().forEach(name -> features.put(name, found.get(0).getAs(name)));
        return features;
    }

    /**
     * What the rankings of a recovery model would be worth at another capacity or contact cost.
     *
     * @throws IllegalStateException when the claims that the model was judged on are no longer in the lake
     */
    public ValueAtCapacity valueAtCapacity(StoredModel model) {
        // A run that trains nothing leaves the claims of its own day only: these are the training run's.
        AsOf trained = model.card().trainedAsOf();
        Row newest = lake.readAll(Table.ABT_CLAIMS)
                .where(functions
                        .col(Lake.AS_OF)
                        .equalTo(functions.lit(trained.date()))
                        .and(functions.col("observation_date").lt(functions.col(Lake.AS_OF))))
                .agg(functions.max(Lake.RUN))
                .head();
        if (newest.isNullAt(0)) {
            throw new IllegalStateException("abt_claims of " + trained + " holds no past claims any more, on which "
                    + model.card().version() + " was judged; train it again: scripts/arrears run --train");
        }
        return ValueAtCapacity.of(
                model.scoring(),
                lake.readSlices(Table.ABT_CLAIMS, List.of(new RunId(newest.getString(0)))),
                day.settings());
    }

    /** The findings of a control that is not there yet; see {@link ControlTrial#findings}. */
    public Dataset<Row> tryControl(String file, String text) {
        return new ControlTrial(day).findings(file, text);
    }
}

package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ConfigurationException;
import io.arrears.pipeline.RunContext;
import io.arrears.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mart schema belongs to one lake. */
class MartOwnerTest {

    private static int schemas;

    @TempDir
    Path folder;

    private String schema;

    @BeforeEach
    void ownSchema() {
        schema = "owned_" + ++schemas;
    }

    private TinyLake lake(String name, boolean takeOver) {
        return new TinyLake(
                folder.resolve(name),
                Map.of(
                        "publish.postgres.enabled",
                        "true",
                        "publish.postgres.user",
                        "postgres",
                        "publish.postgres.url",
                        url(),
                        "publish.postgres.schema",
                        schema,
                        "publish.postgres.take-over",
                        String.valueOf(takeOver)));
    }

    private static void publish(TinyLake lake, String day, int run, int amount) {
        RunContext context = lake.written(day, run, amount);
        new PublishStage().run(context);
        new PostgresStage(Optional::empty).run(context);
    }

    private static String refused(TinyLake lake) {
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> lake.copies().finish());
        assertEquals(2, refused.exit().code());
        return refused.getMessage();
    }

    /** The first run of both lakes is r000001. */
    @Test
    void aLakeMadeAnewIsNotTakenForTheOldOne() throws Exception {
        publish(lake("a", false), "2025-12-31", 1, 100);
        FileUtil.fullyDelete(folder.resolve("a").toFile());
        DeltaLog.clearCache();
        String message = refused(lake("a", false));
        assertTrue(
                message.contains("not those of this lake, " + folder.resolve("a/lake") + " (nothing published yet)"),
                message);
        assertThrows(ConfigurationException.class, () -> publish(lake("a", false), "2025-12-31", 1, 500));
        assertEquals(List.of("2025-12-31 r000001 100.00"), kpis());
        assertTrue(refused(lake("a", false)).contains("the lake " + folder.resolve("a/lake") + " (identity "));
        assertEquals(
                List.of("finished an interrupted publication: mart database mart_kpis, mart_invoice_risk"),
                lake("a", true).copies().finish());
        assertEquals(List.of("2025-12-31 r000001 500.00"), kpis());
        assertEquals(List.of(), lake("a", false).copies().finish());
    }

    @Test
    void aSecondLakeIsRefusedUntilItTakesTheSchemaOver() throws SQLException {
        TinyLake first = lake("a", false);
        publish(first, "2025-10-31", 1, 100);
        publish(first, "2025-12-31", 2, 200);
        TinyLake second = lake("b", false);
        second.published("2025-12-31", 1, 300);
        assertEquals(
                "the schema " + schema + " of " + url() + " holds the marts of the lake " + first.lake.root()
                        + " (identity " + first.lake.identity().orElseThrow()
                        + "; 2 days up to 2025-12-31), not those of this lake, " + second.lake.root() + " (identity "
                        + second.lake.identity().orElseThrow()
                        + "): name another schema in publish.postgres.schema, or set publish.postgres.take-over = true"
                        + " for one run, which replaces every day there with those of this lake",
                refused(second));
        assertEquals(List.of("2025-10-31 r000001 100.00", "2025-12-31 r000002 200.00"), kpis());
        lake("b", true).copies().finish();
        assertEquals(List.of("2025-12-31 r000001 300.00"), kpis());
        assertEquals(List.of(), second.copies().finish());
        assertTrue(refused(first).contains("the lake " + second.lake.root()));
    }

    @Test
    void aSchemaWithoutAFormatNumberIsRefusedAlsoWhenItIsToBeTakenOver() throws SQLException {
        TinyLake first = lake("a", false);
        publish(first, "2025-12-31", 1, 100);
        execute("drop table _format");
        first.published("2025-11-30", 2, 200);
        String expected = "the schema " + schema + " of ";
        for (TinyLake each : List.of(first, lake("b", false), lake("c", true))) {
            String message = refused(each);
            assertTrue(message.startsWith(expected), message);
            assertTrue(
                    message.contains(
                            " has no format number (a version before format 2 made it), and this version writes"
                                    + " format 3: nothing was read and nothing is changed. To go on, backfill its days into a new"
                                    + " lake folder (lake.root) and a new schema (publish.postgres.schema)"),
                    message);
        }
        assertEquals(List.of("2025-12-31 r000001 100.00"), kpis());
        assertEquals(
                List.of("0"),
                rows("select count(*) from pg_tables where schemaname = '" + schema + "' and tablename = '_format'"));
    }

    @Test
    void aSchemaOfANewerFormatIsRefused() throws SQLException {
        TinyLake first = lake("a", false);
        publish(first, "2025-12-31", 1, 100);
        assertEquals(List.of("3"), rows("select number from _format"));
        execute("update _format set number = 4");
        String message = refused(first);
        assertTrue(message.contains(" has format 4, and this version writes format 3: "), message);
    }

    private static String url() {
        return TestPostgres.shared().getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", "");
    }

    private List<String> kpis() throws SQLException {
        return rows("select as_of_date, run_id, invoiced_amount from mart_kpis where currency = 'EUR' order by 1");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            connection.createStatement().execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = connect();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
                lines.add(String.join(" ", cells));
            }
        }
        return lines;
    }

    private Connection connect() throws SQLException {
        Connection connection = TestPostgres.shared().getPostgresDatabase().getConnection();
        connection.setSchema(schema);
        return connection;
    }
}

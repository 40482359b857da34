package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ConfigurationException;
import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.lake.Table;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStageTest {

    private static int schemas;

    @TempDir
    Path folder;

    private String schema;

    @BeforeEach
    void ownSchema() {
        schema = "mart_" + ++schemas;
    }

    private TinyLake tiny() {
        return new TinyLake(
                folder,
                Map.of(
                        "publish.postgres.enabled",
                        "true",
                        "publish.postgres.user",
                        "postgres",
                        "publish.postgres.url",
                        TestPostgres.shared().getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""),
                        "publish.postgres.schema",
                        schema,
                        "publish.postgres.keep-dates",
                        "2"));
    }

    private static RunContext toPostgres(RunContext context) {
        new PublishStage().run(context);
        new PostgresStage(Optional::empty).run(context);
        return context;
    }

    @Test
    void everyDayIsReplacedByItsRunAndRowLevelMartsKeepTheNewestDays() throws SQLException {
        TinyLake tiny = tiny();
        toPostgres(tiny.written("2025-10-31", 1, 100));
        toPostgres(tiny.written("2025-12-31", 2, 200));
        toPostgres(tiny.written("2025-11-30", 3, 300));
        toPostgres(tiny.written("2025-12-31", 4, 400));
        assertEquals(
                List.of("2025-10-31 r000001 100.00", "2025-11-30 r000003 300.00", "2025-12-31 r000004 400.00"),
                rows("select as_of_date, run_id, invoiced_amount from mart_kpis where currency = 'EUR' order by 1"));
        assertEquals(
                List.of("2025-11-30 r000003 2", "2025-12-31 r000004 2"),
                rows("select as_of_date, run_id, count(*) from mart_invoice_risk group by 1, 2 order by 1"));
    }

    @Test
    void valuesTypesKeysAndCommentsArriveAsTheMartHasThem() throws SQLException {
        toPostgres(tiny().written("2025-12-31", 1, 100));
        assertEquals(
                List.of("Ann\tO'Neil\\ \"é\" 100.00 7 t 2025-01-31", "null 100.00 7 t 2025-01-31"),
                rows("select customer_name, open_amount, days_past_due, is_overdue, due_date "
                        + "from mart_invoice_risk order by invoice_id"));
        assertEquals(
                List.of(
                        "as_of_date date",
                        "run_id text",
                        "currency text",
                        "invoiced_amount numeric(14,2)",
                        "leakage_rate double precision",
                        "invoices bigint"),
                rows("select attname, format_type(atttypid, atttypmod) from pg_attribute "
                        + "where attrelid = 'mart_kpis'::regclass and attnum > 0 order by attnum"));
        assertEquals(
                List.of("PRIMARY KEY (as_of_date, currency)"),
                rows("select pg_get_constraintdef(oid) from pg_constraint "
                        + "where conrelid = 'mart_kpis'::regclass and contype = 'p'"));
        assertEquals(List.of(new MartCommentsTest().table()), rows("select obj_description('mart_kpis'::regclass)"));
    }

    @Test
    void viewsSurviveARefreshAndNewColumnsComeLast() throws SQLException {
        TinyLake tiny = tiny();
        toPostgres(tiny.written("2025-12-31", 1, 100));
        execute("create view seen as select * from mart_kpis");
        RunContext second = tiny.context("2025-12-31", 2);
        tiny.append(
                second,
                Table.MART_KPIS,
                "select 'new' as note, 'EUR' as currency, cast(200 as decimal(14, 2)) as invoiced_amount");
        toPostgres(second);
        assertEquals(List.of("r000002 200.00"), rows("select run_id, invoiced_amount from seen"));
        assertEquals(
                List.of("note"),
                rows("select attname from pg_attribute "
                        + "where attrelid = 'mart_kpis'::regclass order by attnum desc limit 1"));
        assertEquals(List.of(), rows("select * from mart_invoice_risk"));
    }

    @Test
    void theReaderRoleReadsAndNothingElse() throws SQLException {
        toPostgres(tiny().written("2025-12-31", 1, 100));
        assertEquals(List.of("2"), rows("set role arrears_reader; select count(*) from mart_kpis"));
        SQLException refused =
                assertThrows(SQLException.class, () -> execute("set role arrears_reader; delete from mart_kpis"));
        assertTrue(refused.getMessage().contains("permission denied"), refused.getMessage());
    }

    @Test
    void aReaderDuringARefreshSeesOneRunInAllMarts() throws Exception {
        TinyLake tiny = tiny();
        toPostgres(tiny.written("2025-12-31", 1, 100));
        AtomicBoolean done = new AtomicBoolean();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Thread poller = new Thread(() -> {
            while (!done.get()) {
                seen.add(runsInSight());
            }
        });
        poller.start();
        toPostgres(tiny.written("2025-12-31", 2, 200));
        String last = runsInSight();
        done.set(true);
        poller.join();
        seen.add(last);
        assertEquals(Set.of("[r000001 4]", "[r000002 4]"), seen);
    }

    private String runsInSight() {
        try {
            return rows("select run_id, count(*) from (select run_id from mart_kpis union all "
                            + "select run_id from mart_invoice_risk) t group by 1")
                    .toString();
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    @Test
    void theNextStartFinishesADatabaseThatWasDown() throws SQLException {
        TinyLake tiny = tiny();
        RunContext context = tiny.written("2025-12-31", 1, 100);
        new PublishStage().run(context);
        Settings down = SettingsLoader.load(
                Optional.empty(), Map.of("publish.postgres.url", "jdbc:postgresql://127.0.0.1:1/none"));
        RunContext without = new RunContext(
                context.spark(), context.lake(), down, context.asOf(), context.run(), context.slices(), false);
        MartDatabaseException failure =
                assertThrows(MartDatabaseException.class, () -> new PostgresStage(Optional::empty).run(without));
        assertTrue(
                failure.getMessage()
                        .startsWith(
                                "the mart database "
                                        + "jdbc:postgresql://127.0.0.1:1/none cannot be used: Connection to 127.0.0.1:1 refused"),
                failure.getMessage());
        List<String> lines = tiny.copies().finish();
        assertEquals("finished an interrupted publication: mart database mart_kpis, mart_invoice_risk", lines.get(1));
        assertEquals(List.of("r000001"), rows("select distinct run_id from mart_kpis"));
        assertEquals(List.of(), tiny.copies().finish());
        execute("drop table mart_kpis");
        tiny.copies().finish();
        assertEquals(List.of("2"), rows("select count(*) from mart_kpis"));
    }

    @Test
    void rowsThatAreRefusedLeaveWhatWasThere() throws SQLException {
        TinyLake tiny = tiny();
        toPostgres(tiny.written("2025-12-31", 1, 100));
        RunContext second = tiny.written("2025-12-31", 2, 200);
        tiny.append(second, Table.MART_KPIS, "select * from values ('EUR'), ('EUR') as t(currency)");
        MartDatabaseException failure = assertThrows(MartDatabaseException.class, () -> toPostgres(second));
        assertTrue(
                failure.getMessage().contains("duplicate key value violates unique constraint \"mart_kpis_pkey\""),
                failure.getMessage());
        assertEquals("[r000001 4]", runsInSight());
        assertEquals(
                List.of("_format", "_published", "mart_invoice_risk", "mart_kpis"),
                rows("select tablename from pg_tables where schemaname = current_schema() order by 1"));
    }

    @Test
    void anAddressIsAskedForBeforeARunStarts() {
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of());
        ConfigurationException failure = assertThrows(
                ConfigurationException.class,
                () -> new Copies(new TinyLake(folder).lake, settings, Optional::empty).finish());
        assertTrue(failure.getMessage().startsWith("publish.postgres.url is not set"), failure.getMessage());
        assertFalse(new TinyLake(folder).settings.postgres().enabled());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TestPostgres.shared().getPostgresDatabase().getConnection()) {
            connection.setSchema(schema);
            connection.createStatement().execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = TestPostgres.shared().getPostgresDatabase().getConnection()) {
            connection.setSchema(schema);
            var statement = connection.createStatement();
            boolean result = statement.execute(sql);
            while (!result) {
                result = statement.getMoreResults();
            }
            ResultSet rows = statement.getResultSet();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
                lines.add(String.join(" ", cells.stream().map(String::valueOf).toList()));
            }
        }
        return lines;
    }
}

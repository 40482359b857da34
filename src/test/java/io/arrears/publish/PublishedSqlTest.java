package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ArrearsException;
import io.arrears.lake.AsOf;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedSqlTest {

    private TinyLake tiny;

    /** One ingest serves two days; a third run was interrupted. */
    @BeforeAll
    void twoDays(@TempDir Path folder) {
        tiny = new TinyLake(folder);
        RunContext first = tiny.context("2025-11-30", 1);
        tiny.append(
                first,
                Table.STG_PRODUCTS,
                "select sku, visible_from, date '9999-12-31' as conflict_from "
                        + "from values ('A', date '2025-11-30'), ('B', date '2025-12-01') as t(sku, visible_from)");
        tiny.append(first, Table.MART_KPIS, "select 'EUR' as currency, 11.50BD as invoiced_amount");
        tiny.log(first, "running", "2025-01-01 00:00:00", "");
        tiny.log(first, "done", "2025-01-01 00:00:00", "2025-01-01 00:00:12");
        new PublishStage().run(first);
        RunContext second = tiny.context("2025-12-31", 2);
        second.slices().wrote(Table.STG_PRODUCTS, RunId.of(1));
        tiny.append(second, Table.MART_KPIS, "select 'EUR' as currency, 22.50BD as invoiced_amount");
        tiny.log(second, "running", "2025-01-02 00:00:00", "");
        new PublishStage().run(second);
        tiny.log(tiny.context("2025-12-31", 3), "running", "2025-01-03 00:00:00", "");
    }

    private String printed(String asOf, String format, String sql) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new PublishedSql(tiny.spark, tiny.lake, Optional.ofNullable(asOf).map(AsOf::parse))
                .print(sql, ResultPrinter.Format.parse(format), new PrintStream(bytes, false, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyPublishedDayIsSeenOrOnlyTheOneAskedFor() {
        assertEquals(
                "as_of_date,run_id,currency,invoiced_amount\n"
                        + "2025-11-30,r000001,EUR,11.50\n2025-12-31,r000002,EUR,22.50\n",
                printed(null, "csv", "select * from mart_kpis order by as_of_date;"));
        assertEquals(
                "n,day\n1,2025-12-31\n",
                printed("2025-12-31", "csv", "select count(*) as n, max(as_of_date) as day from mart_kpis"));
        assertEquals(
                "as_of_date,run_id,sku\n2025-11-30,r000001,A\n2025-11-30,r000001,B\n"
                        + "2025-12-31,r000001,A\n2025-12-31,r000001,B\n",
                printed(
                        null,
                        "csv",
                        "select * except (visible_from, conflict_from) from stg_products order by as_of_date, sku"));
        assertEquals(
                "n\n1\n",
                printed(
                        "2025-12-31",
                        "csv",
                        "select count(distinct run_id) as n from ops_runs where run_id < 'r000003'"));
    }

    @Test
    void aStagingTableIsAlsoSeenAsEachDayKnewIt() {
        assertEquals(
                "as_of_date,sku\n2025-11-30,A\n2025-12-31,A\n2025-12-31,B\n",
                printed(null, "csv", "select as_of_date, sku from known_products order by as_of_date, sku"));
        assertEquals("sku\nA\n", printed("2025-11-30", "csv", "select sku from known_products"));
    }

    @Test
    void cellsThatASpreadsheetWouldRunAreText() {
        assertEquals(
                "'=x,t,n,e,z\n'=1+2,\"'\tb\",-5.00,\"\",\n\"'@a,\"\"b\"\"\",+1,-0.50,'-x,\n' =1+1,'|calc,1.00,-1.5,\n",
                printed(null, "csv", """
                select * from values ('=1+2', '\\tb', -5.00BD, '', cast(null as string)),
                ('@a,"b"', '+1', -0.50BD, '-x', null), (' =1+1', '|calc', 1.00BD, '-1.5', null) as t(`=x`, t, n, e, z)"""));
    }

    @Test
    void tablesAlignNumbersAndSayNull() {
        assertEquals("""
                name   amount
                -----  ------
                Ann      5.25
                NULL    10.00
                a b c    NULL
                3 rows
                """, printed(null, "table", """
                select * from values ('Ann', 5.25BD), (null, 10.00BD), ('a\\nb\\u001bc', null) as t(name, amount)"""));
    }

    @Test
    void jsonIsAnArrayOfObjectsWithTheirNulls() {
        assertEquals(
                "[\n{\"a\":1,\"b\":\"x\\\"y\"},\n{\"a\":null,\"b\":\"2025-12-31\"}\n]\n",
                printed(null, "json", "select * from values (1, 'x\"y'), (null, '2025-12-31') as t(a, b)"));
        assertEquals("[]\n", printed(null, "json", "select 1 as a where false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into t values (1)",
                "drop table mart_kpis",
                "with x as (select 1) insert into t select * from x",
                "-- select\nset a = b",
                "create view v as select 1",
                "cache table t",
                "/* select */ delete from mart_kpis"
            })
    void onlyReadingStatementsAreRun(String statement) {
        String message = assertThrows(ArrearsException.class, () -> printed(null, "csv", statement))
                .getMessage();
        assertTrue(message.startsWith("only statements that read are run here"), message);
    }

    @Test
    void errorsAreOneLineThatSaysWhatExists() {
        assertEquals(
                "no published table is called mart_kpi; "
                        + "there are: stg_products, mart_kpis, ops_published, ops_runs",
                error(null, "select * from mart_kpi"));
        assertTrue(error(null, "select nothing from mart_kpis")
                .startsWith("[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column"));
        String syntax = error(null, "select * form mart_kpis");
        assertTrue(syntax.startsWith("[PARSE_SYNTAX_ERROR]") && syntax.lines().count() == 1, syntax);
        String division = error(null, "select 1 / (currency = 'x')::int from mart_kpis");
        assertTrue(
                division.startsWith("[DIVIDE_BY_ZERO] Division by zero.")
                        && division.lines().count() == 1,
                division);
        assertTrue(error("2025-01-31", "select 1").endsWith("; published are [2025-11-30, 2025-12-31]"));
        assertEquals(
                "--format xml: expected table, csv or json",
                assertThrows(IllegalArgumentException.class, () -> ResultPrinter.Format.parse("xml"))
                        .getMessage());
    }

    private String error(String asOf, String sql) {
        return assertThrows(ArrearsException.class, () -> printed(asOf, "csv", sql))
                .getMessage();
    }

    @Test
    void describeAndShowWork() {
        assertTrue(printed(null, "csv", "describe mart_kpis")
                .startsWith("col_name,data_type,comment\nas_of_date,date,\n"));
        assertTrue(printed(null, "csv", "show tables").contains(",stg_products,true\n"));
    }

    @Test
    void runsAreListedOnceWithTheirNewestStatus() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultPrinter.print(RunsListing.rows(tiny.spark, tiny.lake), ResultPrinter.Format.CSV, new PrintStream(bytes));
        assertEquals("""
                run_id,started_at,as_of_date,status,rows,seconds,is_published,message
                r000003,2025-01-03 00:00:00,2025-12-31,running,5,12.3,false,
                r000002,2025-01-02 00:00:00,2025-12-31,interrupted,5,12.3,true,
                r000001,2025-01-01 00:00:00,2025-11-30,done,5,12.3,true,
                """, bytes.toString(StandardCharsets.UTF_8));
    }
}

package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import io.arrears.testing.ChangedFuture;
import io.arrears.testing.KernelTable;
import io.arrears.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The whole way, as a user goes it: a generated company in an embedded database, a run, a rerun, and what is then in the
 * mart database. The commands share the Spark session of the other tests.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PipelineChecks {

    /** Without the controls that compare one with many: nobody can say what chance alone makes of a small company. */
    private static final String TRUTH_AGAINST_FINDINGS = """
            with found as (
                select control_id,
                    case when entity_type = 'payment_invoice' then split_part(entity_id, '|', 1) else entity_id end as entity_id
                from mart.mart_leakage_findings
                where as_of_date = date '2025-12-31' and control_id not in ('P05', 'P06', 'P07', 'P08', 'R09')
            )
            select coalesce(t.control_id, f.control_id), t.entity_id, f.entity_id
            from sample_truth t full join found f on t.control_id = f.control_id and t.entity_id = f.entity_id
            where t.entity_id is null or f.entity_id is null
            order by 1, 2, 3 limit 20
            """;

    private GeneratedCompany company;
    private Path folder;

    @BeforeAll
    void runsTheGeneratedCompany() {
        company = GeneratedCompany.published();
        folder = company.folder();
    }

    @Test
    void theRunLeavesAReportAndAWorkbook() {
        assertTrue(Files.exists(folder.resolve("report/report-2025-12-31-r000001.html")));
        assertTrue(Files.exists(folder.resolve("report/tableau/arrears.twb")));
    }

    private static int arrears(String... arguments) {
        return Main.execute(arguments);
    }

    @Test
    void everyControlFindsThePlantedDefectsAndNothingElse() throws SQLException {
        assertEquals(List.of(), company.ask(TRUTH_AGAINST_FINDINGS));
        List<String> planted = company.ask("select count(distinct control_id), count(*) > 100 from sample_truth");
        assertEquals(List.of("43|t"), planted);
    }

    @Test
    void everyIdentityHoldsToTheCent() throws SQLException {
        assertEquals(List.of("0.000"), company.ask("select distinct abs(difference) from mart.mart_reconciliation"));
    }

    @Test
    void aRerunPublishesEqualRowsThoughTheFutureHasChanged() throws SQLException {
        List<String> before = company.marts();
        assertTrue(before.size() >= 14, () -> "marts: " + before);
        ChangedFuture future = ChangedFuture.of("2025-12-31");
        assertEquals(List.of(), future.shortage(company.ask(future.query())));
        company.command("run", "--as-of", "2025-12-31");
        assertEquals(before, company.marts());
    }

    /** Row-level marts, aggregates and the tables of the models: each as Delta Kernel reads it, and as Spark does. */
    @Test
    void anotherEngineReadsEveryPublishedTableAsSparkDoes() throws IOException {
        Lake lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        for (Table mart : Table.marts()) {
            String path = lake.publishedPath(mart);
            KernelTable read = KernelTable.read(path);
            Dataset<Row> spark = TestSpark.session().read().format("delta").load(path);
            assertEquals(1, read.protocol().getMinReaderVersion(), path);
            assertEquals(Set.of(), read.protocol().getReaderFeatures(), path);
            assertEquals(List.of(spark.columns()), read.columns(), path);
            assertEquals(KernelTable.rowsOf(spark), read.rows(), path);
        }
    }

    @Test
    void anotherLakeIsRefusedTheMartSchemaBeforeAnythingIsComputed() {
        Path other = folder.resolve("other");
        assertEquals(
                2,
                arrears(
                        "run",
                        "--conf",
                        company.conf().toString(),
                        "--as-of",
                        "2025-12-31",
                        "-D",
                        "lake.root=" + other));
        assertTrue(Files.exists(other.resolve(".lock")));
        assertTrue(Files.notExists(other.resolve("ops")));
    }

    @Test
    void badArgumentsAndSourcesHaveTheirExitCodes() {
        String file = company.conf().toString();
        assertEquals(2, arrears("run", "--conf", file));
        assertEquals(2, arrears("run", "--conf", file, "--as-of", "2025-02-30"));
        assertEquals(2, arrears("run", "--conf", folder.resolve("none.conf").toString(), "--as-of", "2025-12-31"));
        assertEquals(2, arrears("run", "--conf", file, "--as-of", "2025-12-31", "--from", "martz"));
        assertEquals(2, arrears("sql", "--conf", file, "select * from mart_nothing"));
        assertEquals(
                4,
                arrears(
                        "run",
                        "--conf",
                        file,
                        "--as-of",
                        "2025-12-31",
                        "-D",
                        "source.embedded=false",
                        "-D",
                        "source.url=jdbc:postgresql://127.0.0.1:1/none",
                        "-D",
                        "source.user=nobody",
                        "-D",
                        "publish.postgres.enabled=false"));
    }
}

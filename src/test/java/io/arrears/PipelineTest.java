package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Settings;
import io.arrears.ingest.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way, as a user goes it: a generated company in an embedded database, a run, a rerun, and what is then in the
 * mart database. The commands share the Spark session of the other tests.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PipelineTest {

    private static final String TRUTH_AGAINST_FINDINGS = """
            with found as (
                select control_id, entity_id from mart.mart_leakage_findings
                where as_of_date = date '2025-12-31'
            )
            select coalesce(t.control_id, f.control_id), t.entity_id, f.entity_id
            from sample_truth t full join found f on t.control_id = f.control_id and t.entity_id = f.entity_id
            where t.entity_id is null or f.entity_id is null
            order by 1, 2, 3 limit 20
            """;

    @TempDir
    static Path folder;

    private Path conf;

    @BeforeAll
    void runsTheGeneratedCompany() throws IOException {
        io.arrears.testing.TestSpark.session();
        conf = Files.writeString(folder.resolve("company.conf"), """
                lake.root = "%1$s/lake"
                source { embedded = true, embedded-dir = "%1$s/postgres" }
                currency.default = "EUR"
                default.trees = 10
                """.formatted(folder));
        assertEquals(0, arrears("generate", "--conf", conf.toString(), "--invoices", "5000", "--seed", "7"));
        assertEquals(0, arrears("run", "--conf", conf.toString(), "--as-of", "2025-12-31", "--report", folder.resolve("report").toString()));
    }

    @Test
    void theRunLeavesAReportAndAWorkbook() {
        assertTrue(Files.exists(folder.resolve("report/report-2025-12-31-r000001.html")));
        assertTrue(Files.exists(folder.resolve("report/tableau/arrears.twb")));
    }

    private static int arrears(String... arguments) {
        return Main.execute(arguments);
    }

    private List<String> ask(String query) throws SQLException {
        Settings settings = Settings.load(Optional.of(conf), Map.of());
        try (EmbeddedDatabase database = EmbeddedDatabase.start(settings.source().embeddedDir());
                Connection connection = database.connect();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.append(i > 1 ? "|" : "").append(rows.getString(i));
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }

    @Test
    void everyControlFindsThePlantedDefectsAndNothingElse() throws SQLException {
        assertEquals(List.of(), ask(TRUTH_AGAINST_FINDINGS));
        List<String> planted = ask("select count(distinct control_id), count(*) > 100 from sample_truth");
        assertEquals(List.of("21|t"), planted);
    }

    @Test
    void everyIdentityHoldsToTheCent() throws SQLException {
        assertEquals(List.of("0.00"),
                ask("select distinct abs(difference) from mart.mart_reconciliation"));
    }

    @Test
    void aRerunPublishesEqualRows() throws SQLException {
        String checksums = """
                select md5(string_agg((to_jsonb(r) - 'run_id')::text, ';' order by (to_jsonb(r) - 'run_id')::text))
                from mart.%s r""";
        List<String> marts = ask("select table_name from information_schema.tables where table_schema = 'mart'"
                + " and table_name like 'mart\\_%' order by 1");
        assertTrue(marts.size() >= 14, () -> "marts: " + marts);
        List<String> before = new ArrayList<>();
        for (String mart : marts) {
            before.add(mart + " " + ask(checksums.formatted(mart)));
        }
        assertEquals(0, arrears("run", "--conf", conf.toString(), "--as-of", "2025-12-31"));
        List<String> after = new ArrayList<>();
        for (String mart : marts) {
            after.add(mart + " " + ask(checksums.formatted(mart)));
        }
        assertEquals(before, after);
    }

    @Test
    void badArgumentsAndSourcesHaveTheirExitCodes() {
        String file = conf.toString();
        assertEquals(2, arrears("run", "--conf", file));
        assertEquals(2, arrears("run", "--conf", file, "--as-of", "2025-02-30"));
        assertEquals(2, arrears("run", "--conf", folder.resolve("none.conf").toString(), "--as-of", "2025-12-31"));
        assertEquals(2, arrears("run", "--conf", file, "--as-of", "2025-12-31", "--from", "martz"));
        assertEquals(2, arrears("sql", "--conf", file, "select * from mart_nothing"));
        assertEquals(4, arrears("run", "--conf", file, "--as-of", "2025-12-31", "-D", "source.embedded=false",
                "-D", "source.url=jdbc:postgresql://127.0.0.1:1/none", "-D", "source.user=nobody",
                "-D", "publish.postgres.enabled=false"));
    }
}

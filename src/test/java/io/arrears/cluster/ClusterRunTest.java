package io.arrears.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole pipeline on a standalone cluster and embedded, over one database: the same marts, what the forest says
 * included. Logistic regressions agree as far as rounding lets them: the executors of a cluster add up numbers four or eight
 * at a time, as their processor can, and the embedded session one by one. Needs a built target/.
 */
@Tag("proof")
class ClusterRunTest {

    private static final String MARTS = """
            select 'kpis' as mart, count(*) as n, sum(hash(currency, invoiced_amount, outstanding_amount, expected_loss)) as h
            from mart_kpis
            union all select 'risk', count(*), sum(hash(invoice_id, round(default_prob, 9), reason_1)) from mart_invoice_risk
            union all select 'findings', count(*), sum(hash(finding_id, primary_amount)) from mart_leakage_findings
            order by mart""";

    /** Key, then what regressions have part in. */
    private static final String REGRESSIONS = """
            select claim_type || ' ' || claim_id as name, p_recover_30d as value from mart_recovery_worklist
            union all
            select concat_ws(' ', task, model, slice, segment, metric), value from mart_model_metrics
            order by name""";

    private static final double ROUNDING = 1e-6;

    @TempDir
    private Path folder;

    @Test
    void theClusterPublishesWhatTheEmbeddedRunPublishes() throws Exception {
        Path embedded = conf("embedded");
        Path cluster = conf("cluster");
        command(List.of(
                "scripts/arrears", "generate", "--conf", embedded.toString(), "--invoices", "5000", "--seed", "7"));
        command(List.of("scripts/arrears", "run", "--conf", embedded.toString(), "--as-of", "2025-12-31"));
        command(List.of(
                "scripts/standalone-cluster", "run", "run", "--conf", cluster.toString(), "--as-of", "2025-12-31"));
        assertEquals(answer(embedded, MARTS), answer(cluster, MARTS));
        List<String> one = answer(embedded, REGRESSIONS).lines().skip(1).toList();
        List<String> other = answer(cluster, REGRESSIONS).lines().skip(1).toList();
        assertEquals(
                one.stream().map(ClusterRunTest::name).toList(),
                other.stream().map(ClusterRunTest::name).toList());
        assertTrue(one.size() > 500, () -> "only " + one.size() + " values");
        List<String> apart = IntStream.range(0, one.size())
                .filter(i -> Math.abs(value(one.get(i)) - value(other.get(i))) > ROUNDING)
                .mapToObj(i -> one.get(i) + " is not " + other.get(i))
                .toList();
        assertEquals(List.of(), apart);
    }

    private static String name(String row) {
        return row.substring(0, row.lastIndexOf(','));
    }

    /** Nothing counts as -1: both must have nothing. */
    private static double value(String row) {
        String text = row.substring(row.lastIndexOf(',') + 1);
        return text.isEmpty() ? -1 : Double.parseDouble(text);
    }

    private Path conf(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".conf"), """
                lake.root = "%1$s/%2$s"
                source { embedded = true, embedded-dir = "%1$s/postgres" }
                currency.default = "EUR"
                default.trees = 10
                publish.postgres.schema = "mart_%2$s"
                """.formatted(folder, name));
    }

    private String answer(Path conf, String query) throws Exception {
        return command(List.of(
                "scripts/arrears",
                "sql",
                "--conf",
                conf.toString(),
                "--as-of",
                "2025-12-31",
                "--format",
                "csv",
                query));
    }

    private static String command(List<String> line) throws Exception {
        Path log = Files.createTempFile("command", ".log");
        Process process = new ProcessBuilder(new ArrayList<>(line))
                .redirectError(log.toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> line + ": " + read(log));
        Files.delete(log);
        return said;
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

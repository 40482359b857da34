package io.arrears.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline on a standalone cluster and embedded, over one database: the same marts. Needs a built target/. */
@Tag("proof")
class ClusterRunTest {

    private static final String MARTS = """
            select 'kpis' as mart, count(*) as n, sum(hash(currency, invoiced_amount, outstanding_amount, expected_loss)) as h
            from mart_kpis
            union all select 'risk', count(*), sum(hash(invoice_id, round(default_prob, 9), reason_1)) from mart_invoice_risk
            union all select 'claims', count(*), sum(hash(claim_id, round(p_recover_30d, 9), priority_rank))
            from mart_recovery_worklist
            union all select 'findings', count(*), sum(hash(finding_id, primary_amount)) from mart_leakage_findings
            union all select 'metrics', count(*), sum(hash(task, model, slice, segment, metric, round(value, 9)))
            from mart_model_metrics
            order by mart""";

    @TempDir
    private Path folder;

    @Test
    void theClusterPublishesWhatTheEmbeddedRunPublishes() throws Exception {
        Path embedded = conf("embedded");
        Path cluster = conf("cluster");
        command(List.of("scripts/arrears", "generate", "--conf", embedded.toString(), "--invoices", "5000", "--seed", "7"));
        command(List.of("scripts/arrears", "run", "--conf", embedded.toString(), "--as-of", "2025-12-31"));
        command(List.of("scripts/standalone-cluster", "run", "run", "--conf", cluster.toString(), "--as-of", "2025-12-31"));
        assertEquals(answer(embedded), answer(cluster));
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

    private String answer(Path conf) throws Exception {
        return command(List.of("scripts/arrears", "sql", "--conf", conf.toString(), "--as-of", "2025-12-31",
                "--format", "csv", MARTS));
    }

    private static String command(List<String> line) throws Exception {
        Path log = Files.createTempFile("command", ".log");
        Process process = new ProcessBuilder(new ArrayList<>(line)).redirectError(log.toFile()).start();
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

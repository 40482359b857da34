package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.batch.Pipeline;
import io.arrears.batch.Workspace;
import io.arrears.config.SettingsLoader;
import io.arrears.testing.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs are processes here, killed the moment they say that a stage is done. Whatever was published before stays whole, and
 * the next run ends where an undisturbed one ends.
 */
@Tag("proof")
class CrashTest {

    private static final String MARTS = "select * from (select 'kpis' as mart, count(*) as n, sum(hash(currency,"
            + " invoiced_amount, paid_amount, outstanding_amount, net_leakage_amount, expected_loss)) as h from mart_kpis"
            + " union all select 'risk', count(*), sum(hash(invoice_id, default_prob, expected_loss)) from mart_invoice_risk"
            + " union all select 'claims', count(*), sum(hash(claim_id, p_recover_30d, priority_rank))"
            + " from mart_recovery_worklist"
            + " union all select 'findings', count(*), sum(hash(finding_id, primary_amount)) from mart_leakage_findings)"
            + " order by mart";

    @TempDir
    Path folder;

    private Path conf;

    @BeforeEach
    void generatesACompany() throws IOException, InterruptedException {
        conf = Files.writeString(folder.resolve("company.conf"), """
                lake.root = "%1$s/lake"
                source { embedded = true, embedded-dir = "%1$s/postgres" }
                default.trees = 5
                """.formatted(folder));
        assertEquals(0, arrears("generate", "--invoices", "5000", "--seed", "7").waitFor());
    }

    @Test
    void aRunKilledAfterAnyStageLosesNothing() throws IOException, InterruptedException {
        finish("the undisturbed run", run());
        String undisturbed = published();
        List<String> stages = Pipeline.stages(new Workspace(SettingsLoader.load(Optional.empty(), Map.of()))).stream()
                .map(io.arrears.pipeline.Stage::name)
                .toList();
        for (String stage : stages) {
            assertTrue(killedAfter(stage, run()), () -> "the run ended before " + stage + " was done");
            assertEquals(undisturbed, published(), () -> "published after a kill after " + stage);
        }
        finish("the run after all kills", run());
        assertEquals(undisturbed, published());
    }

    @Test
    void aRunStoppedByASignalSaysSoInOneLine() throws IOException, InterruptedException {
        Process run = run();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(run.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.contains(" staging ") && line.endsWith("…")) {
                    // In the middle of its work, so that something is torn down.
                    Thread.sleep(3000);
                    // Of the handle, which leaves the streams open.
                    run.toHandle().destroy();
                }
            }
        }
        assertEquals(143, run.waitFor());
        assertEquals(
                1,
                said.stream()
                        .filter(line -> line.startsWith("arrears: stopped"))
                        .count(),
                () -> String.join("\n", said));
        assertEquals(
                List.of(),
                said.stream()
                        .filter(line ->
                                line.contains("Exception") || line.contains("ERROR") || line.startsWith("\tat "))
                        .toList());
    }

    private Process run() throws IOException {
        return arrears("run", "--as-of", "2025-12-31");
    }

    private String published() throws IOException, InterruptedException {
        Process query = arrears("sql", "--as-of", "2025-12-31", "--format", "csv", MARTS);
        String answer = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, query.waitFor(), "the query");
        return answer;
    }

    private Process arrears(String command, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command, "--conf", conf.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = Processes.arrears(List.of("-Xmx3g"), line);
        builder.redirectError(command.equals("run") ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private static void finish(String which, Process run) throws IOException, InterruptedException {
        String said = new String(run.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, run.waitFor(), () -> which + " said\n" + said);
    }

    /** Kills the process, as the kernel would, when it says that the stage is done. */
    private static boolean killedAfter(String stage, Process run) throws IOException, InterruptedException {
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(run.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.matches("\\[.*] " + stage + " +done.*")) {
                    run.destroyForcibly().waitFor();
                    return true;
                }
            }
            return false;
        }
    }
}

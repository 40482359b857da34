package io.arrears.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ConfigurationException;
import io.arrears.lake.AsOf;
import io.arrears.lake.Table;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunRequestTest {

    private static final AsOf DAY = AsOf.parse("2025-12-31");
    private static final List<Stage> STAGES = List.of(
            stage("ingest", Table.RAW_INVOICES),
            stage("staging", Table.STG_INVOICES),
            stage("abt", Table.OPS_CHECKS),
            stage("marts", Table.OPS_CHECKS),
            publishing("checks", Table.OPS_CHECKS),
            publishing("alerts", Table.MART_ALERTS),
            publishing("publish", Table.OPS_PUBLISHED));

    private static Stage stage(String name, Table writes) {
        return new SomeStage(name, writes, false);
    }

    private static Stage publishing(String name, Table writes) {
        return new SomeStage(name, writes, true);
    }

    private static List<String> selected(Optional<String> from, Optional<String> only, boolean reuseIngest) {
        return new RunRequest(DAY, from, only, false, reuseIngest, DAY)
                .select(STAGES).stream().map(Stage::name).toList();
    }

    @Test
    void fromKeepsTheStagesBeforeIt() {
        assertEquals(
                List.of("marts", "checks", "alerts", "publish"),
                selected(Optional.of("marts"), Optional.empty(), false));
    }

    @Test
    void onlyIsFollowedByTheChecksAndThePublication() {
        assertEquals(
                List.of("abt", "checks", "alerts", "publish"), selected(Optional.empty(), Optional.of("abt"), false));
        assertEquals(List.of("alerts", "publish"), selected(Optional.empty(), Optional.of("alerts"), false));
        assertEquals(List.of("publish"), selected(Optional.empty(), Optional.of("publish"), false));
    }

    @Test
    void aLaterDayOfABackfillReadsNoSource() {
        assertEquals(
                List.of("abt", "marts", "checks", "alerts", "publish"),
                selected(Optional.empty(), Optional.empty(), true));
    }

    @Test
    void anUnknownStageIsAnsweredWithTheStagesThereAre() {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class, () -> selected(Optional.of("mart"), Optional.empty(), false));
        assertTrue(
                refused.getMessage().contains("'mart'") && refused.getMessage().contains("ingest, staging"),
                refused.getMessage());
    }
}

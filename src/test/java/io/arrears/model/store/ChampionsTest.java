package io.arrears.model.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.ArrearsException;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.model.data.ModelTask;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.fit.LinearClassifier;
import io.arrears.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChampionsTest {

    private static final ModelTask TASK = ModelTask.DEFAULT;
    private static final String OLDER = "20250630-0000000000aa";
    private static final String NEWER = "20251231-0000000000bb";
    private static final String EMPTY = "20251231-0000000000cc";

    @TempDir
    Path lake;

    private ModelStore store;
    private Champions champions;

    @BeforeEach
    void twoModelsAndTheNewerIsChampion() {
        store = new ModelStore(new Lake(TestSpark.session(), lake.toString()));
        for (String version : new String[] {OLDER, NEWER}) {
            FittedModel model = SomeCard.model(version.equals(OLDER) ? 1 : 2);
            store.save(TASK, SomeCard.fitted(version), Optional.of(model), SomeCard.golden(model));
        }
        store.save(TASK, SomeCard.insufficient(EMPTY), Optional.empty(), new GoldenRows(java.util.List.of()));
        champions = new Champions(store, TASK);
        champions.append(AsOf.parse("2025-06-30"), OLDER, OLDER, "promoted", "first");
        champions.append(AsOf.parse("2025-12-31"), NEWER, NEWER, "promoted", "not worse");
    }

    private String championOn(String day) {
        return champions.at(AsOf.parse(day)).map(Champions.Decision::champion).orElse("none");
    }

    @Test
    void rollbackBringsTheOneBeforeBackForTheNewestDaysAlone() {
        Champions.Decision made = champions.rollback("worse in practice");
        assertEquals("rolled_back", made.action());
        assertEquals(OLDER, championOn("2025-12-31"));
        assertEquals(OLDER, championOn("2026-02-01"));
        assertEquals(OLDER, championOn("2025-07-01"));
        assertEquals("none", championOn("2025-06-29"));
        assertEquals(
                "worse in practice",
                champions.at(AsOf.parse("2026-02-01")).orElseThrow().reason());
    }

    @Test
    void promotionByHandCountsFromTheNewestDecisionAndNotBefore() {
        champions.rollback("try");
        assertEquals(
                AsOf.parse("2025-12-31"),
                champions.promote(NEWER, "it was not the model").effectiveFrom());
        assertEquals(NEWER, championOn("2025-12-31"));
        assertEquals(OLDER, championOn("2025-12-30"));
        assertEquals(4, champions.decisions().size());
    }

    @Test
    void aVersionWithoutAModelIsNotPromoted() {
        String message = assertThrows(ArrearsException.class, () -> champions.promote(EMPTY, ""))
                .getMessage();
        assertTrue(message.contains("holds no model") && message.contains("INSUFFICIENT_DATA"), message);
    }

    @Test
    void aCorruptedVersionIsNeitherPromotedNorRolledBackTo() throws IOException {
        Path model = lake.resolve("models/default/" + OLDER + "/model.json");
        Files.deleteIfExists(model.resolveSibling(".model.json.crc"));
        Files.writeString(model, Files.readString(model).replace("1.0", "1.5"));
        for (Runnable work : new Runnable[] {() -> champions.promote(OLDER, ""), () -> champions.rollback("")}) {
            String message = assertThrows(ArrearsException.class, work::run).getMessage();
            assertTrue(message.contains("model.json was altered"), message);
        }
        assertEquals(NEWER, championOn("2025-12-31"));
    }

    @Test
    void aModelThatScoresItsGoldenRowsDifferentlyIsRefused() {
        String version = "20251231-0000000000dd";
        store.save(TASK, SomeCard.fitted(version), Optional.of(SomeCard.model(3)), SomeCard.golden(SomeCard.model(2)));
        String message = assertThrows(ArrearsException.class, () -> store.load(TASK, version))
                .getMessage();
        assertTrue(message.contains("is refused: a golden row scores"), message);
        assertEquals(2, ((LinearClassifier) store.load(TASK, NEWER).classifier()).coefficients()[0]);
    }

    @Test
    void withOneChampionThereIsNothingToRollBackTo() {
        Champions other = new Champions(store, ModelTask.FAILED_PAYMENT);
        String message =
                assertThrows(ArrearsException.class, () -> other.rollback("")).getMessage();
        assertTrue(message.contains("nothing to roll back to"), message);
        assertThrows(ArrearsException.class, () -> champions.promote("newest", ""), "no version name");
    }
}

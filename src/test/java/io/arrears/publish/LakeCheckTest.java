package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Table;
import io.arrears.testing.BitFlip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeCheckTest {

    @TempDir
    Path folder;

    private TinyLake tiny;

    /** One day published twice, by runs 1 and 3, and another once, by run 2. */
    @BeforeEach
    void publishThreeRuns() {
        tiny = new TinyLake(folder);
        tiny.published("2025-12-31", 1, 100);
        tiny.published("2025-11-30", 2, 80);
        tiny.published("2025-12-31", 3, 120);
    }

    private LakeCheck.Result check() {
        return new LakeCheck(tiny.spark, tiny.lake).run();
    }

    private static Path file(String table, String namePattern) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(table))) {
            return all.filter(each -> each.toString().matches(".*" + namePattern))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void assertNames(LakeCheck.Result result, String what, Path file, String todo) {
        assertEquals(1, result.damaged().size(), result.damaged()::toString);
        String line = result.damaged().get(0);
        assertTrue(line.startsWith(what + ", file "), line);
        assertTrue(line.contains(file.getFileName() + ": "), line);
        assertEquals(List.of(todo), result.advice());
    }

    @Test
    void aWholeLakeIsSaidToBeWhole() {
        LakeCheck.Result result = check();
        assertEquals(List.of(), result.damaged());
        assertEquals(List.of(), result.advice());
        assertTrue(result.files() >= 20, result::toString);
    }

    @Test
    void aDamagedSliceIsNamedWithTheRunThatCanComeBack() throws IOException {
        Path slice = file(tiny.lake.path(Table.MART_KPIS), "run_id=r000003/part.*parquet");
        try (BitFlip flip = new BitFlip(slice, 8 * 60)) {
            assertNames(
                    check(),
                    "mart_kpis, 2025-12-31, run r000003",
                    slice,
                    "2025-12-31: `arrears rollback --to r000001` publishes again what that run had published, whose slices "
                            + "are whole; or compute the day anew by `arrears run --as-of 2025-12-31`");
            Path older = file(tiny.lake.path(Table.MART_INVOICE_RISK), "run_id=r000001/part.*parquet");
            try (BitFlip second = new BitFlip(older, 8 * 60)) {
                assertNames(
                        check(),
                        "mart_kpis, 2025-12-31, run r000003",
                        slice,
                        "2025-12-31: no earlier run of this day has whole slices: compute it anew by `arrears run --as-of "
                                + "2025-12-31`");
            }
        }
        assertEquals(List.of(), check().damaged());
    }

    @Test
    void aFileThatIsGoneOrCutShortIsNamed() throws IOException {
        Path slice = file(tiny.lake.path(Table.MART_KPIS), "run_id=r000002/part.*parquet");
        byte[] whole = Files.readAllBytes(slice);
        String todo =
                "2025-11-30: no earlier run of this day has whole slices: compute it anew by `arrears run --as-of "
                        + "2025-11-30`";
        Files.delete(slice);
        LakeCheck.Result gone = check();
        assertNames(gone, "mart_kpis, 2025-11-30, run r000002", slice, todo);
        assertTrue(
                gone.damaged().get(0).endsWith(": it is gone"), gone.damaged().get(0));
        Files.write(slice, java.util.Arrays.copyOf(whole, 100));
        LakeCheck.Result cut = check();
        assertNames(cut, "mart_kpis, 2025-11-30, run r000002", slice, todo);
        assertTrue(
                cut.damaged().get(0).endsWith(": it has 100 bytes, expected " + whole.length),
                cut.damaged().get(0));
    }

    @Test
    void aDamagedPlainTableIsWrittenAgainFromTheSlices() throws IOException {
        Path plain = file(tiny.lake.publishedPath(Table.MART_KPIS), "as_of_date=2025-11-30/part.*parquet");
        new BitFlip(plain, 8 * 70);
        assertNames(
                check(),
                "published mart_kpis",
                plain,
                "published mart_kpis: delete the folder published/mart_kpis: the next run, or `arrears rollback --to "
                        + "r000003`, writes it again from the slices of mart_kpis");
    }

    @Test
    void aDamagedLogIsNamed() throws IOException {
        Path commit = file(tiny.lake.path(Table.MART_KPIS), "_delta_log/0+1.json");
        try (BitFlip flip = new BitFlip(commit, 8 * 40)) {
            assertNames(
                    check(),
                    "mart_kpis",
                    commit,
                    "mart_kpis: restore marts/mart_kpis/_delta_log from a copy, or begin a new lake folder by a backfill");
        }
        Path pointers = file(tiny.lake.path(Table.OPS_PUBLISHED), "ops_published/part.*parquet");
        try (BitFlip flip = new BitFlip(pointers, 8 * 40)) {
            LakeCheck.Result result = check();
            assertTrue(
                    result.damaged().stream()
                            .anyMatch(line -> line.startsWith("ops_published, file ")
                                    && line.contains(pointers.getFileName().toString())),
                    result.damaged()::toString);
            assertTrue(
                    result.advice()
                            .contains(
                                    "ops_published: restore ops/ops_published from a copy: without it no slice is known "
                                            + "to be published"),
                    result.advice()::toString);
        }
    }
}

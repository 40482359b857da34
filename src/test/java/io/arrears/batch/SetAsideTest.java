package io.arrears.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.arrears.lake.SourceTable;
import io.arrears.testing.RawRows;
import io.arrears.testing.Sources;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import io.arrears.transform.RefusalAdvice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetAsideTest {

    @TempDir
    static Path lake;

    private static List<String> lines(int number, RawRows rows) {
        TestRun run = TestRun.of(
                lake,
                "2024-06-30",
                number,
                TestPostgres.settings(
                        "none",
                        Map.of("quality.max-quarantined-row-share", "1", "quality.max-quarantined-amount-share", "1")));
        rows.write(run.context());
        return SetAside.lines(run.stage().context());
    }

    @Test
    void everyTableAndReasonHasItsRowsMoneyExampleAndWhatToDo() {
        assertEquals(
                List.of(
                        "  invoices         3 of 4 rows, 177.00 EUR + 333.00 USD: conflicting_key, such as key A",
                        "                   → different rows have one key: map a key that is unique, or the row that counts, by"
                                + " source.tables.invoices.query",
                        "  payments         1 of 2 rows, 100.50 EUR: unknown_success_word, such as key P2",
                        "                   → map the word to paid, pending or failed by source.tables.payments.query",
                        "  returns          1 of 1 rows, amount unknown: unreadable_amount, such as key R1",
                        "                   → correct the amount in the source, or turn it into a number by"
                                + " source.tables.returns.query"),
                lines(
                        1,
                        new RawRows()
                                .add(SourceTable.INVOICES, "A", "amount", "100")
                                .add(SourceTable.INVOICES, "A", "amount", "77")
                                .add(SourceTable.INVOICES, "A", "amount", "333", "currency", "USD")
                                .add(SourceTable.INVOICES, "B")
                                .add(SourceTable.PAYMENTS, "P1")
                                .add(SourceTable.PAYMENTS, "P2", "success_flag", "so-so")
                                .add(SourceTable.RETURNS, "R1", "refund_amount", "much")));
    }

    @Test
    void nothingIsSaidWhereEveryRowIsUsed() {
        assertEquals(
                List.of(), lines(2, new RawRows().add(SourceTable.INVOICES, "A").add(SourceTable.PAYMENTS, "P")));
    }

    @Test
    void thereIsAdviceForEveryReason() {
        TreeSet<String> reasons = new TreeSet<>(List.of("conflicting_key"));
        Pattern word = Pattern.compile("['\"]((?:no|unknown|unreadable|date|amount)_[a-z_]+)['\"]");
        Stream.concat(
                        Sources.under(Path.of("sql/staging"), ".sql").stream(),
                        Sources.under(Path.of("src/main/java/io/arrears/terms"), ".java").stream())
                .forEach(source -> word.matcher(source.text())
                        .results()
                        .map(match -> match.group(1))
                        .forEach(reasons::add));
        reasons.removeAll(List.of("no_due_date"));
        assertEquals(11, reasons.size(), reasons::toString);
        reasons.forEach(reason -> assertNotNull(RefusalAdvice.of(reason, "invoices"), reason));
    }
}

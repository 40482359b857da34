package io.arrears.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.Main;
import io.arrears.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code load} says of the words of invoices.status. */
class LoadedStatesTest {

    @TempDir
    private Path folder;

    /** The lines after those of the tables, runs of blanks as one. */
    private List<String> said(String schema, String invoices, String... settings) throws Exception {
        TestPostgres.schema(schema);
        Files.writeString(folder.resolve("invoices.csv"), invoices);
        List<String> command = new ArrayList<>(List.of("load"));
        List.of("source.url=" + TestPostgres.url(), "source.user=" + TestPostgres.user(), "source.schema=" + schema)
                .forEach(setting -> command.addAll(List.of("-D", setting)));
        List.of(settings).forEach(setting -> command.addAll(List.of("-D", setting)));
        command.add(folder.toString());
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertEquals(0, Main.execute(command.toArray(String[]::new)));
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }

    @Test
    void eachWordIsSaidWithItsInvoicesItsMoneyAndWhatItDoes() throws Exception {
        assertEquals(
                List.of(
                        "Words of invoices.status and what each says (ledger.states)",
                        "cancelled 2 invoices 30.50 EUR void, no debt",
                        "on ice 1 invoice 5.00 draft, no debt yet",
                        "open 1 invoice 7.00 USD a debt",
                        "paid 1 invoice 1,000.00 EUR a debt until payments settle it",
                        "written-off 1 invoice 9.00 EUR written off, what is open is written off from its day on",
                        "limbo 1 invoice 8.00 EUR a word of no list, a debt"),
                said("loaded_states", """
                        invoice_id,invoice_date,amount,currency,payment_status
                        1,2024-01-01,10.5,EUR,cancelled
                        2,2024-01-01,20,EUR,Cancelled
                        3,2024-01-01,7,usd,open
                        4,2024-01-01,8,EUR,limbo
                        5,2024-01-01,9,EUR,Written-Off
                        6,2024-01-01,1000,EUR,PAID
                        7,2024-01-01,5,,on ice
                        8,2024-01-01,4,EUR,
                        """, "ledger.states.draft=[on_ice]"));
    }

    @Test
    void moneyIsReadAsARunReadsTheColumn() throws Exception {
        String open = "invoice_id,invoice_date,amount,status\n1,2024-01-01,1.234,open\n";
        assertEquals("open 1 invoice ? a debt", said("loaded_numbers", open).get(1));
        assertEquals(
                "open 1 invoice 1,234.00 a debt",
                said("loaded_numbers", open, "source.tables.invoices.numbers=de")
                        .get(1));
        assertEquals(
                "open 2 invoices 1,235.50 a debt",
                said("loaded_numbers", open + "2,2024-01-01,\"1,50\",open\n").get(1));
    }

    @Test
    void nothingIsSaidOfInvoicesWithoutStatesAndWhatIsNotThereYetStopsNoLoad() throws Exception {
        assertEquals(List.of(), said("loaded_none", "invoice_id,invoice_date,amount\n1,2024-01-01,1\n"));
        assertEquals(
                List.of("The words of invoices.status cannot be read yet: source.tables.invoices.table = elsewhere:"
                        + " there is no such table"),
                said(
                                "loaded_none",
                                "invoice_id,invoice_date,amount\n1,2024-01-01,1\n",
                                "source.tables.invoices.table=elsewhere")
                        .stream()
                        .map(line -> line.replaceFirst(" in [^ ]*; schema.*", ""))
                        .toList());
    }
}

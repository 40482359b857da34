package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arrears.testing.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every overlay of conf/examples on its ledger, loaded and run as its first lines say. Skipped where the sample data is
 * not there. Minutes for each of the large ones.
 */
@Tag("proof")
class ExampleLedgersTest {

    private static final Path DATA = Path.of(System.getProperty("arrears.data", "../shared/data"));

    @TempDir
    private Path folder;

    private Commands loaded(String ledger) {
        Path csv = DATA.resolve(ledger);
        assumeTrue(Files.isDirectory(csv), csv.toAbsolutePath() + " is not there: set -Darrears.data=<folder>");
        io.arrears.testing.TestSpark.session();
        Commands commands = Commands.of(
                Main::execute,
                Path.of("conf/examples/" + ledger + ".conf"),
                "lake.root=" + folder.resolve("lake"),
                "source.embedded-dir=" + folder.resolve("postgres"));
        assertEquals(0, commands.run("load", csv.toString()));
        return commands;
    }

    private static void identitiesHold(Commands ledger, String asOf) {
        assertEquals(List.of("0"), ledger.ask(asOf, "select count(*) from mart_reconciliation where difference <> 0"));
    }

    private static String verdict(Commands ledger, String asOf, String task) {
        return String.join(
                " ",
                ledger.ask(
                        asOf,
                        "select distinct verdict from mart_model_metrics where task = '" + task
                                + "' and verdict is not null"));
    }

    @Test
    void seedLeakageToTheCentOnBothDays() {
        Commands ledger = loaded("seed-leakage");
        String kpis = "select invoiced_amount, paid_amount, outstanding_amount, refund_amount from mart_kpis";
        String ageing = "select ageing_bucket, sum(invoices), sum(outstanding_amount) from mart_ageing "
                + "where outstanding_amount > 0 group by ageing_bucket order by 1";
        assertEquals(0, ledger.run("run", "--as-of", "2025-12-31"));
        assertEquals(0, ledger.run("run", "--as-of", "2025-11-22"));
        assertEquals(List.of("847898.10,768255.16,79642.94,77893.38"), ledger.ask("2025-12-31", kpis));
        assertEquals(List.of("61-90 Days,1,8515.17", "90+ Days,20,71127.77"), ledger.ask("2025-12-31", ageing));
        assertEquals(
                List.of("767518.05,80380.05"),
                ledger.ask("2025-11-22", "select paid_amount, outstanding_amount from mart_kpis"));
        assertEquals(
                List.of("31-60 Days,1,8515.17", "61-90 Days,1,6589.18", "90+ Days,19,64538.59", "Not Due,1,737.11"),
                ledger.ask("2025-11-22", ageing));
        for (String day : List.of("2025-12-31", "2025-11-22")) {
            identitiesHold(ledger, day);
            assertEquals("INSUFFICIENT_DATA", verdict(ledger, day, "default"));
        }
    }

    @Test
    void seedRecoveryHasNoSignalAndThreeCurrencies() {
        Commands ledger = loaded("seed-recovery");
        String day = "2025-10-31";
        assertEquals(0, ledger.run("run", "--as-of", day));
        identitiesHold(ledger, day);
        assertEquals(List.of("EUR", "GBP", "USD"), ledger.ask(day, "select currency from mart_kpis order by 1"));
        assertEquals("NO_SIGNAL", verdict(ledger, day, "recovery:failed_payment"));
        assertEquals(
                List.of("0"),
                ledger.ask(
                        day,
                        "select count(*) from mart_recovery_worklist w "
                                + "join stg_transactions t on w.invoice_id = t.invoice_id where t.is_success or t.is_refund"));
    }

    @Test
    void trafficFinesAsReceivables() {
        Commands ledger = loaded("traffic-fines");
        String day = "2007-12-31";
        assertEquals(0, ledger.run("run", "--as-of", day));
        identitiesHold(ledger, day);
        assertEquals(List.of("101281"), ledger.ask(day, "select count(*) from stg_invoices"));
        assertEquals(
                List.of("0"),
                ledger.ask(
                        day,
                        "select count(*) from mart_ageing a full join (select ageing_bucket, "
                                + "sum(open_amount) as open_amount from mart_invoice_risk group by 1) r on a.ageing_bucket = r.ageing_bucket "
                                + "where a.ageing_bucket <> 'Credit Balance' and r.ageing_bucket is null"));
    }

    @Test
    void onlineRetailRefunds() {
        Commands ledger = loaded("online-retail");
        String day = "2011-12-09";
        assertEquals(0, ledger.run("run", "--as-of", day));
        identitiesHold(ledger, day);
        assertEquals(List.of("896812.49"), ledger.ask(day, "select refund_amount from mart_kpis"));
        assertEquals(
                List.of("R12,79", "R13,175"),
                ledger.ask(
                        day,
                        "select control_id, count(*) from mart_leakage_findings "
                                + "where control_id in ('R12', 'R13') group by control_id order by control_id"));
    }
}

package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arrears.lake.KnownRows;
import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import io.arrears.testing.TwelveCustomers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every staged row is in staged_rows once, under the name of its table and its key. */
class StagedUnionTest {

    @Test
    void everyStagingTableIsInIt() {
        Set<Table> staging =
                Arrays.stream(Table.values()).filter(KnownRows::has).collect(Collectors.toSet());
        assertEquals(staging, StagedUnion.FILE.reads());
        assertEquals(
                List.of(
                        "source_table",
                        "row_key",
                        "currency",
                        "amount",
                        "source_copies",
                        "visible_from",
                        "conflict_from"),
                OutputColumns.of(StagedUnion.FILE));
    }

    /** Money that one document spreads over invoices has a row an invoice; every other row has a key of one column. */
    @Test
    void onlyMoneyThatIsSpreadOverInvoicesHasALongerKey() {
        assertEquals(
                List.of(SourceTable.PAYMENTS, SourceTable.CREDIT_NOTES, SourceTable.WRITE_OFFS),
                Arrays.stream(SourceTable.values())
                        .filter(table -> table.staging().key().size() != 1)
                        .toList());
    }

    @Test
    void noRowIsThereTwiceOrWithoutItsKey() {
        StagedValues books = TwelveCustomers.books();
        assertEquals("[source_table, row_key]", StagedUnion.FILE.grain().toString());
        assertEquals(
                "",
                books.rows("select source_table, row_key, count(*) from staged_rows group by all"
                        + " having count(*) > 1 or row_key is null"));
        assertEquals(
                "fx_rates|6|6\n",
                books.rows("select source_table, count(*), count(distinct row_key)"
                        + " from staged_rows where source_table = 'fx_rates' group by all"));
    }

    /** The tests' own copies of staging keep the promise too, else a grain proves nothing over them. */
    @Test
    void aStagingTableOfATestHasKeysToo() {
        StagedValues books = StagedValues.on("2025-06-30", Map.of());
        books.with(SourceTable.FX_RATES, "from_currency, rate", "('USD', 0.8), ('USD', 0.8)");
        assertEquals("2\n", books.rows("select count(distinct fx_rate_id) from stg_fx_rates"));
        assertEquals(
                "stg_fx_rates: the fx_rate_id A is null or there twice: staging never writes that",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> books.with(SourceTable.FX_RATES, "fx_rate_id, rate", "('A', 0.8), ('A', 0.9)"))
                        .getMessage());
    }
}

package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.Table;
import io.arrears.testing.Processes;
import io.arrears.testing.TestPostgres;
import io.arrears.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A source table is what "How to add" in src/README.md says: a constant of SourceTable, two of Table, and its staging
 * file. The test writes these three into a folder before the class path and reads such a table in a process of its own.
 * The fourth file is the document, which AddingThingsTest compares with the constants.
 */
class PlantedSourceTableTest {

    private static final String LAKE = "src/main/java/io/arrears/lake/";

    private static final String CONSTANT = """
            optional("known_at").day()),
                GUARANTEES(
                        false,
                        "amount",
                        required("invoice_id"),
                        optional("bank").orCalled("bank_name"),
                        required("amount").number(),
                        optional("known_at").day());
            """;

    private static final String STAGING = """
            -- grain: guarantee_id
            -- kind: table
            -- A bank's guarantee for an invoice, one row per source row.
            with source as (
                select
                    terms.as_text(invoice_id) as invoice_id,
                    terms.as_text(bank) as bank,
                    amount as amount_text,
                    known_at as known_at_text,
                    payload
                from raw_guarantees
            ),

            renamed as (
                select
                    concat('guarantee-', left(sha2(payload, 256), 24)) as guarantee_id,
                    true as is_numbered,
                    invoice_id,
                    bank,
                    terms.as_money(amount_text) as amount,
                    terms.as_day(known_at_text) as known_at,
                    coalesce(known_at, make_date(1, 1, 1)) as visible_from,
                    invoice_id as source_key,
                    payload,
                    case when invoice_id is null then 'no_key' else terms.why_no_money(amount_text) end as refused_because,
                    terms.is_odd_number(amount_text) as fix_amount_format
                from source
            )

            select * from renamed
            """;

    @TempDir
    private Path folder;

    @Test
    void aConstantTwoLinesAndAStagingFileAreASourceTable() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(
                classes,
                changed("SourceTable.java", "optional\\(\"known_at\"\\)\\.day\\(\\)\\);\n", CONSTANT),
                changed(
                        "Table.java",
                        "(RAW_INVOICES)",
                        "RAW_GUARANTEES(Layer.RAW),\n    "
                                + "STG_GUARANTEES(Layer.STAGING, \"guarantee_id\"),\n    $1"));
        Files.createDirectories(classes.resolve("sql/staging"));
        Files.writeString(classes.resolve("sql/staging/stg_guarantees.sql"), STAGING);

        ProcessBuilder builder = Processes.over(
                classes,
                getClass(),
                List.of("-Xmx1g"),
                List.of(folder.resolve("lake").toString()));
        Path out = folder.resolve("out");
        int exit = builder.redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        String said = Files.readString(out);
        assertEquals(0, exit, said);
        assertEquals(
                List.of("known I1|North Bank|50.0000", "refused no_key|1", "counted 3|130.0000"),
                said.lines()
                        .filter(line -> line.matches("(known|refused|counted) .*"))
                        .toList(),
                said);
    }

    private static String changed(String file, String place, String text) throws IOException {
        String source = Files.readString(Path.of(LAKE + file));
        String changed = source.replaceFirst(place, text);
        assertTrue(!changed.equals(source), file + " has no " + place);
        return changed;
    }

    private void compile(Path classes, String sourceTable, String table) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files = List.of(
                Files.writeString(sources.resolve("SourceTable.java"), sourceTable),
                Files.writeString(sources.resolve("Table.java"), table));
        List<String> line = Stream.concat(
                        Stream.of("-nowarn", "-proc:none", "-cp", Processes.classPath(), "-d", classes.toString()),
                        files.stream().map(Path::toString))
                .toList();
        assertEquals(0, compiler.run(null, null, null, line.toArray(String[]::new)));
    }

    /** The other process: ingest and staging of a database that has the table. */
    public static void main(String[] arguments) {
        TestPostgres.schema(
                "planted",
                "create table invoices as select 'I1' as invoice_id, date '2024-01-05' as invoice_date, 100.00 as amount",
                "create table payments (invoice_id text, payment_date date, amount numeric)",
                "create table guarantees as select * from (values ('I1', 'North Bank', '50', null),"
                        + " ('I2', 'North Bank', '70', '2024-07-31'), (null, 'South Bank', '10', null))"
                        + " as rows (invoice_id, bank_name, amount, known_at)");
        TestRun run = TestRun.of(
                        Path.of(arguments[0]),
                        "2024-06-30",
                        1,
                        TestPostgres.settings(
                                "planted",
                                Map.of(
                                        "quality.max-quarantined-row-share",
                                        "1",
                                        "quality.max-quarantined-amount-share",
                                        "1")))
                .ingest()
                .stage();
        Table staging = Table.named("stg_guarantees").orElseThrow();
        run.rows("select concat('known ', invoice_id), bank, amount from known_guarantees", staging)
                .forEach(System.out::println);
        run.rows(
                        "select concat('refused ', reason_code), count(*) from ops_quarantine group by all",
                        Table.OPS_QUARANTINE)
                .forEach(System.out::println);
        run.rows(
                        "select concat('counted ', rows_in), amount_in from ops_counts where source_table = 'guarantees'",
                        Table.OPS_COUNTS)
                .forEach(System.out::println);
    }
}

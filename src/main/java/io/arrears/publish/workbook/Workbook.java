package io.arrears.publish.workbook;

import io.arrears.lake.Table;
import io.arrears.publish.MartComments;
import io.arrears.terms.Ageing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/**
 * A Tableau workbook over the mart database, and each of its sources as a file of its own. It is made from the schema
 * of the marts: a column that a calculation or sheet names and the mart no longer has ends the writing with its name.
 */
public final class Workbook {

    private static final Map<Table, String> CAPTIONS = captions();
    private static final String WORKLIST = "Worklist by customer";

    /**
     * What the document has beyond version 18.1 itself; an element whose feature is not named here would be refused.
     */
    private static final List<String> MANIFEST = List.of(
            "SetMembershipControl", "SheetIdentifierTracking", "SortTagCleanup", "WindowsPersistSimpleIdentifiers");

    private final Connection connection;
    private final Parameters parameters;
    private final Map<Table, Source> sources = new EnumMap<>(Table.class);
    private final List<Sheet> sheets;

    private Workbook(Map<Table, StructType> schemas, Connection connection, Parameters parameters, Ageing ageing) {
        this.connection = connection;
        this.parameters = parameters;
        MartComments comments = MartComments.load(ageing);
        CAPTIONS.forEach((mart, caption) -> sources.put(mart, Source.of(mart, caption, schemas.get(mart), comments)));
        this.sheets = Sheets.of(sources);
    }

    private static Map<Table, String> captions() {
        Map<Table, String> captions = new EnumMap<>(Table.class);
        captions.put(Table.MART_INVOICE_RISK, "Invoices");
        captions.put(Table.MART_AGEING, "Ageing");
        captions.put(Table.MART_CUSTOMER_RISK, "Customers");
        captions.put(Table.MART_CUSTOMER_WORKLIST, "Worklist by customer");
        captions.put(Table.MART_RECOVERY_WORKLIST, "Worklist by claim");
        captions.put(Table.MART_LEAKAGE_FINDINGS, "Leakage findings");
        captions.put(Table.MART_REFUND_ANOMALIES, "Refunded orders");
        captions.put(Table.MART_MODEL_METRICS, "Model metrics");
        captions.put(Table.MART_CALIBRATION, "Calibration");
        captions.put(Table.MART_FEATURE_IMPORTANCE, "Feature importance");
        return captions;
    }

    /** The marts whose columns a workbook needs. */
    public static List<Table> marts() {
        return List.copyOf(CAPTIONS.keySet());
    }

    /**
     * Writes {@code arrears.twb} and a {@code .tds} for each source into the folder.
     *
     * @param schemas columns of {@link #marts()}, as published
     * @param days that can be chosen; {@code day} is chosen at first
     * @param currencies that can be chosen, at least one; the first is chosen at first
     * @param ageing the ranges that the comments of the columns name
     * @return the workbook
     */
    public static Path write(
            Path folder,
            Map<Table, StructType> schemas,
            Connection connection,
            List<LocalDate> days,
            LocalDate day,
            List<String> currencies,
            Ageing ageing) {
        Workbook workbook = new Workbook(schemas, connection, new Parameters(days, day, currencies), ageing);
        String xml = workbook.document();
        List<String> problems = WorkbookLint.problems(xml);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "the Tableau workbook would not hold together: " + String.join("; ", problems));
        }
        try {
            Files.createDirectories(folder);
            for (Source source : workbook.sources.values()) {
                Files.writeString(
                        folder.resolve("arrears-" + source.mart().sqlName() + ".tds"),
                        source.datasource("formatted-name", connection).document(),
                        StandardCharsets.UTF_8);
            }
            return Files.writeString(folder.resolve("arrears.twb"), xml, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the Tableau workbook cannot be written to " + folder, e);
        }
    }

    static String document(
            Map<Table, StructType> schemas,
            Connection connection,
            List<LocalDate> days,
            LocalDate day,
            List<String> currencies,
            Ageing ageing) {
        return new Workbook(schemas, connection, new Parameters(days, day, currencies), ageing).document();
    }

    private String document() {
        List<Dashboard> dashboards = dashboards();
        Xml windows = Xml.of("windows", "source-height", "30");
        for (int i = 0; i < dashboards.size(); i++) {
            windows.add(dashboards.get(i).window(i == 0));
        }
        sheets.forEach(sheet -> windows.add(sheet.window(parameters)));
        List<Drill> drills = List.of(new Drill(
                "Show the claims of the customer",
                WORKLIST,
                named("Whom to call").get(0),
                named("Claims of the customer").get(0),
                "debtor_id"));
        Xml actions = Xml.of("actions");
        for (int i = 0; i < drills.size(); i++) {
            actions.add(drills.get(i).action(i + 1));
        }
        actions.addAll(Drill.dependencies(drills));
        return Xml.of(
                        "workbook",
                        "original-version",
                        Xml.TABLEAU_VERSION,
                        "source-build",
                        "0.0.0 (0000.0.0.0)",
                        "source-platform",
                        "win",
                        "version",
                        Xml.TABLEAU_VERSION,
                        "xmlns:user",
                        "http://www.tableausoftware.com/xml/user")
                .add(
                        Xml.of("document-format-change-manifest")
                                .addAll(MANIFEST.stream().map(Xml::of).toList()),
                        Xml.of("preferences"),
                        Xml.of("datasources")
                                .add(parameters.datasource())
                                .addAll(sources.values().stream()
                                        .map(source -> source.datasource("name", connection))
                                        .toList()),
                        actions,
                        Xml.of("worksheets")
                                .addAll(sheets.stream()
                                        .map(sheet -> sheet.worksheet(parameters))
                                        .toList()),
                        Xml.of("dashboards")
                                .addAll(dashboards.stream()
                                        .map(dashboard -> dashboard.dashboard(parameters))
                                        .toList()),
                        windows)
                .document();
    }

    private List<Dashboard> dashboards() {
        return List.of(
                new Dashboard(
                        WORKLIST,
                        named(
                                "Customers to call",
                                "Expected of what nothing holds",
                                "Amount that nothing holds",
                                "Amount held",
                                "Credit and unapplied cash"),
                        named(
                                "Whom to call",
                                "Claims of the customer",
                                "What holds claims",
                                "Expected value by region")),
                new Dashboard(
                        "Revenue and leakage overview",
                        named(
                                "Invoiced",
                                "Paid",
                                "Outstanding",
                                "Overdue",
                                "Outstanding / invoiced",
                                "Lost (leakage)",
                                "To collect",
                                "To correct"),
                        named(
                                "Revenue and outstanding by month",
                                "How far invoiced money has come",
                                "Lost by control",
                                "Lost by sales representative")),
                new Dashboard(
                        "Customer risk",
                        List.of(),
                        named(
                                "Outstanding by customer",
                                "Outstanding by risk",
                                "Expected loss by region",
                                "Probability of default by segment",
                                "Late payers",
                                "Riskiest invoices and why")),
                new Dashboard(
                        "Model explainability",
                        List.of(),
                        named(
                                "What the models look at",
                                "Models beside simple rules",
                                "Do probabilities mean what they say",
                                "Most frequent first reasons")),
                new Dashboard(
                        "Ageing and refund anomalies",
                        List.of(),
                        named(
                                "Open balance by age",
                                "Open balance by region and age",
                                "Overdue share by region",
                                "Refunded orders by share",
                                "Refunds by product category",
                                "Refunds to look at")));
    }

    private List<Sheet> named(String... names) {
        List<Sheet> found = new ArrayList<>();
        for (String name : names) {
            found.add(sheets.stream()
                    .filter(sheet -> sheet.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no sheet is called '" + name + "'")));
        }
        return found;
    }
}

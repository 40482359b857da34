package io.arrears.publish.workbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arrears.lake.Lake;
import io.arrears.lake.Table;
import io.arrears.terms.Ageing;
import io.arrears.testing.StagedValues;
import io.arrears.transform.SqlStages;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/** The workbook over the marts as their SQL files shape them. */
class WorkbookTest {

    /** Where Tableau's schema is, for example {@code -Dtableau.xsd=/path/twb_2026.1.0.xsd}; it may not be committed. */
    private static final String XSD = "tableau.xsd";

    private static final Connection CONNECTION = Connection.of("jdbc:postgresql://db.example.org:5433/finance", "mart");

    private static final Ageing AGEING = Ageing.of(List.of(30, 60, 90));

    private static Map<Table, StructType> schemas;
    private static String xml;

    @BeforeAll
    static void shapeTheMarts() {
        StagedValues rows =
                StagedValues.on("2025-06-30", Map.of()).shape(SqlStages.state()).shape(Table.marts());
        schemas = new EnumMap<>(Table.class);
        for (Table mart : Workbook.marts()) {
            StructType schema =
                    new StructType().add(Lake.AS_OF, DataTypes.DateType).add(Lake.RUN, DataTypes.StringType);
            for (var field : rows.session().table(mart.sqlName()).schema().fields()) {
                schema = schema.add(field);
            }
            schemas.put(mart, schema);
        }
        xml = document(schemas);
    }

    private static String document(Map<Table, StructType> schemas) {
        return Workbook.document(
                schemas,
                CONNECTION,
                List.of(LocalDate.parse("2025-05-31"), LocalDate.parse("2025-06-30")),
                LocalDate.parse("2025-06-30"),
                List.of("EUR", "USD"),
                AGEING);
    }

    @Test
    void theWorkbookHoldsTogether() {
        assertEquals(List.of(), WorkbookLint.problems(xml));
        for (String dashboard : List.of(
                "Worklist by customer",
                "Revenue and leakage overview",
                "Customer risk",
                "Model explainability",
                "Ageing and refund anomalies")) {
            assertTrue(xml.contains("<dashboard name='" + dashboard + "'>"), dashboard);
        }
    }

    @Test
    void everyDashboardHasTheFiveChoices() {
        List<String> dashboards = new ArrayList<>(List.of(xml.split("<dashboard name=")));
        dashboards.remove(0);
        assertTrue(dashboards.get(0).startsWith("'Worklist by customer'"), "it opens with whom to call");
        for (String choice : List.of("region", "segment", "hold_shown")) {
            assertTrue(
                    dashboards.get(0).contains("param='[federated.mart_recovery_worklist].[none:" + choice + ":nk]'"),
                    choice);
        }
        dashboards.remove(0);
        assertEquals(4, dashboards.size());
        for (String dashboard : dashboards) {
            for (String choice : List.of(
                    "[Parameters].[As of]",
                    "[Parameters].[Currency]",
                    "[none:region:nk]",
                    "[none:ageing_bucket:nk]",
                    "[none:risk_bucket:nk]")) {
                assertTrue(
                        dashboard.contains("param='" + (choice.startsWith("[P") ? "" : "[federated.mart_invoice_risk].")
                                + choice + "'"),
                        choice);
            }
        }
    }

    @Test
    void whatIsBrokenIsNamed() {
        broken(
                "[none:region:nk]</column>",
                "[none:regiom:nk]</column>",
                "refers to [federated.mart_invoice_risk].[none:regiom:nk], which it does not declare");
        broken("SUM([overdue_amount])", "SUM([overdue_amout])", "names [overdue_amout], which is not declared");
        broken(
                "[Parameters].[As of] AND",
                "[Parameters].[Today] AND",
                "names the parameter [Today], which does not exist");
        broken(
                "[as_of_date] = [Parameters].[As of] AND",
                "[as_of_date] = TODAY() AND",
                "calls TODAY, which is not among");
        String zone = Pattern.compile("y='[0-9]+' name='Late payers'")
                .matcher(xml)
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        broken(zone, zone.replace("payers", "prayers"), "has a zone for 'Late prayers', which is no sheet");
        broken(zone, zone.replace("Late payers", "Paid"), "sheet Late payers is on no dashboard");
        broken(
                "<window class='dashboard' name='Customer risk'>",
                "<window class='dashboard' name='Risk'>",
                "no window opens 'Customer risk'");
        broken(
                "<source dashboard='Worklist by customer' type='sheet' worksheet='Whom to call' />",
                "<source dashboard='Worklist by customer' type='sheet' worksheet='Whom to write' />",
                "starts from 'Whom to write' of 'Worklist by customer', which does not exist");
        broken(
                "~s0=&lt;[federated.mart_customer_worklist].[debtor_id]~na&gt;",
                "~s0=&lt;[federated.mart_customer_worklist].[debtor]~na&gt;",
                "names [federated.mart_customer_worklist].[debtor], which is not declared");
        broken(
                "name='target' value='Worklist by customer'",
                "name='target' value='Worklist'",
                "leads to 'Worklist', which does not exist");
        broken("</workbook>", "", "it is no XML");
    }

    private static void broken(String what, String by, String problem) {
        assertTrue(xml.contains(what), what);
        List<String> problems = WorkbookLint.problems(xml.replace(what, by));
        assertTrue(
                problems.stream().anyMatch(each -> each.contains(problem)),
                () -> problem + " is not among " + problems);
    }

    @Test
    void aColumnThatTheMartLostEndsTheWriting() {
        Map<Table, StructType> fewer = new EnumMap<>(schemas);
        StructType without = new StructType();
        for (var field : schemas.get(Table.MART_INVOICE_RISK).fields()) {
            without = field.name().equals("expected_loss") ? without : without.add(field);
        }
        fewer.put(Table.MART_INVOICE_RISK, without);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> document(fewer))
                .getMessage()
                .startsWith("mart_invoice_risk has no field 'expected_loss'; it has [as_of_date, run_id,"));
    }

    /** Version 18.1 is what ordinary versions open; each element beyond it has its feature in the manifest. */
    @Test
    void itIsADocumentOfVersion181WithWholeWindows() {
        assertTrue(xml.contains("source-platform='win' version='18.1'"));
        assertFalse(xml.contains("26.1"));
        assertEquals(
                List.of(
                        "SetMembershipControl",
                        "SheetIdentifierTracking",
                        "SortTagCleanup",
                        "WindowsPersistSimpleIdentifiers"),
                Pattern.compile("<(\\w+) />")
                        .matcher(xml.substring(
                                xml.indexOf("<document-format-change-manifest>"), xml.indexOf("<preferences")))
                        .results()
                        .map(match -> match.group(1))
                        .toList());
        for (String gated : List.of("type-v2=", "<simple-id", "<computed-sort")) {
            assertTrue(xml.contains(gated), gated);
        }
        assertFalse(xml.contains("explain-data"), "it needs a feature that older versions do not have");
        for (String empty : List.of("<cards />", "<viewpoint />", "<viewpoints />")) {
            assertFalse(xml.contains(empty), empty);
        }
        String window = xml.substring(xml.indexOf("<window class='worksheet' hidden='true' name='Whom to call'>"));
        window = window.substring(0, window.indexOf("</window>"));
        for (String card : List.of(
                "<card type='pages' />",
                "<card type='filters' />",
                "<card type='marks' />",
                "<card type='columns' />",
                "<card type='rows' />",
                "<card type='title' />",
                "param='[Parameters].[As of]' type='parameter'",
                "param='[federated.mart_customer_worklist].[none:hold_shown:nk]' type='filter'",
                "<zoom type='entire-view' />")) {
            assertTrue(window.contains(card), card);
        }
    }

    @Test
    void aCustomerIsOpenedToItsClaims() {
        String action = xml.substring(xml.indexOf("<actions>"), xml.indexOf("</actions>"));
        assertTrue(
                action.contains(
                        "expression='tsl:Worklist%20by%20customer?%5Bfederated.mart_recovery_worklist%5D.%5Bdebtor_id%5D"
                                + "~s0=&lt;[federated.mart_customer_worklist].[debtor_id]~na&gt;'"),
                action);
        String claims = xml.substring(xml.indexOf("<worksheet name='Claims of the customer'>"));
        assertTrue(
                claims.substring(0, claims.indexOf("</worksheet>")).contains("[none:debtor_id:nk]"),
                "the sheet has the field it is filtered by");
    }

    @Test
    void figuresAreWrittenAsWhatTheyAre() {
        assertTrue(xml.contains("datatype='real' default-format='n#,##0.00;-#,##0.00' name='[ev_recovered]'"));
        assertTrue(xml.contains("datatype='real' default-format='p0.0%' name='[overdue_share]'"));
        assertTrue(xml.contains("datatype='real' default-format='p0.0%' name='[default_prob]'"));
        assertTrue(xml.contains("default-format='n#,##0;-#,##0' name='[customers_to_call]'"));
        assertTrue(xml.contains("datatype='string' hidden='true' name='[run_id]'"));
    }

    @Test
    void ratiosAreNotAddedUp() {
        io.arrears.publish.workbook.Source invoices = io.arrears.publish.workbook.Source.of(
                Table.MART_INVOICE_RISK,
                "Invoices",
                schemas.get(Table.MART_INVOICE_RISK),
                io.arrears.publish.MartComments.load(AGEING));
        assertEquals(
                "overdue_share of mart_invoice_risk cannot be added up",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Pill(invoices, invoices.field("overdue_share"), Pill.Use.SUM))
                        .getMessage());
        assertFalse(xml.contains("[sum:default_prob"), "a sum of probabilities");
        assertTrue(xml.contains("formula='SUM([overdue_amount]) / SUM([outstanding_amount])'"));
    }

    @Test
    void sourcesStandAloneToo(@TempDir Path folder) throws IOException {
        Path workbook = Workbook.write(
                folder,
                schemas,
                CONNECTION,
                List.of(LocalDate.parse("2025-06-30")),
                LocalDate.parse("2025-06-30"),
                List.of("EUR"),
                AGEING);
        assertEquals("arrears.twb", workbook.getFileName().toString());
        String invoices = Files.readString(folder.resolve("arrears-mart_invoice_risk.tds"));
        assertTrue(invoices.contains("formatted-name='federated.mart_invoice_risk'"));
        assertTrue(invoices.contains("dbname='finance' port='5433' server='db.example.org'"));
        assertFalse(invoices.contains("password='") || xml.contains("password='"), "a password");
        assertTrue(
                invoices.contains("<run>Invoiced, later charges included, void invoices left out</run>"),
                "descriptions come along");
    }

    /**
     * The published schema is that of 2026.1 with every feature on, and wants an element for one that older versions refuse:
     * it is added for this check alone.
     */
    private static String withEveryFeature(String workbook) {
        return workbook.replace(
                "</workbook>",
                "<explain-data enabled-for-viewer='true' extreme-values-enabled-for-all='true'><explanation-types /></explain-data></workbook>");
    }

    @Test
    void tableausOwnSchemaAcceptsIt() throws SAXException, IOException {
        String path = System.getProperty(XSD, "");
        assumeTrue(!path.isEmpty(), "no -D" + XSD + ": Tableau's schema is not part of the project");
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Source user = new StreamSource(new StringReader("""
                <xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='http://www.tableausoftware.com/xml/user'>
                  <xs:attributeGroup name='UserAttributes-AG'><xs:anyAttribute namespace='##any' processContents='skip'/></xs:attributeGroup>
                </xs:schema>"""));
        Source names = new StreamSource(new StringReader("""
                <xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='http://www.w3.org/XML/1998/namespace'>
                  <xs:attribute name='base' type='xs:anyURI'/><xs:attribute name='lang' type='xs:string'/>
                </xs:schema>"""));
        Validator validator = factory.newSchema(new Source[] {user, names, new StreamSource(new File(path))})
                .newValidator();
        List<String> problems = new ArrayList<>();
        validator.setErrorHandler(new org.xml.sax.helpers.DefaultHandler() {
            @Override
            public void error(org.xml.sax.SAXParseException e) {
                problems.add(e.getLineNumber() + ": " + e.getMessage());
            }
        });
        validator.validate(new StreamSource(new StringReader(
                withEveryFeature(xml.replaceFirst("<rows>", "<raws>").replaceFirst("</rows>", "</raws>")))));
        assertEquals(
                1,
                problems.stream().filter(problem -> problem.contains("raws")).count(),
                () -> "a broken one: " + problems);
        problems.clear();
        validator.validate(new StreamSource(new StringReader(withEveryFeature(xml))));
        assertEquals(List.of(), problems);
    }
}

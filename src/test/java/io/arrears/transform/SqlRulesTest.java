package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Layer;
import io.arrears.lake.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of sql/README.md, over every file in sql/. Each test lists all offenders with file and reason. */
class SqlRulesTest {

    private static final Path ROOT = Path.of("sql");
    private static final int MOST_LINES = 120;
    private static final int MOST_COLUMNS = 130;
    /** Folders whose files make neither a table nor a view: a stage, the report or a test asks them. */
    private static final Set<String> MAKE_NO_TABLE = Set.of("controls", "checks", "report");
    /** Made by publication: the history of all findings. */
    private static final Set<String> OF_A_STAGE = Set.of("leakage_finding_history");

    /** What is counted as not yet known, and what was known at the start of the period as well. */
    private static final Set<String> NEED_BOTH_SIDES = Set.of(
            "int_conservation.sql",
            "int_credits.sql",
            "int_end_parts.sql",
            "int_end_reliefs.sql",
            "int_known_credits.sql",
            "int_known_write_offs.sql",
            "int_movements.sql",
            "int_opening.sql",
            "int_state_write_offs.sql",
            "int_write_offs.sql");

    /** A view of which a file takes all columns, so that a column that is added to it is named there alone. */
    private static final Set<String> TAKEN_WHOLE = Set.of("int_observation_features");

    /** A number that a policy could be: a fraction, or a whole number from 8 on; those of types aside. */
    private static final Pattern POLICY_NUMBER =
            Pattern.compile("(?<![\\w.])(?:[0-9]*\\.[0-9]*[1-9][0-9]*|[89]|[1-9][0-9]+)d?(?![\\w.])");

    /** Numbers that are no policy, with the files that may write them. */
    private static final Map<String, Set<String>> NO_POLICY = Map.ofEntries(
            // Bands that are named by their edges, and the times after a default that the published figures name.
            Map.entry("90", Set.of("int_lgd_windows")),
            Map.entry("0.20", Set.of("mart_refund_anomalies")),
            Map.entry("0.50", Set.of("mart_refund_anomalies")),
            Map.entry("0.80", Set.of("mart_refund_anomalies")),
            Map.entry("180", Set.of("c03_long_overdue", "int_lgd_windows")),
            // Columns and keys that are named by the number: top_10_amount, customers_80_pct, visa-attempts-30-days.
            Map.entry("10", Set.of("kpi_risk")),
            Map.entry("0.8", Set.of("kpi_risk")),
            Map.entry("29", Set.of("c10_retry_cap_breached", "retry_claims")),
            // The calendar: days of a year, months of a year, thirteen month ends with a year between them.
            Map.entry(
                    "365",
                    Set.of("a01_late_fee_not_charged", "b04_order_billed_late", "c03_long_overdue", "int_lgd_windows")),
            Map.entry(
                    "12",
                    Set.of(
                            "int_observation_claims",
                            "int_observation_invoices",
                            "int_customer_history",
                            "int_observation_features")),
            Map.entry("13", Set.of("int_bucket_moves", "int_customer_recalls")),
            // Arithmetic: per cent, ten-thousandths, a robust spread, a hash.
            Map.entry(
                    "100",
                    Set.of(
                            "int_receivables",
                            "note_tax",
                            "r03_refund_share_high",
                            "p05_discounts_under_limit",
                            "p06_rep_discount_outlier",
                            "p07_rep_return_outlier",
                            "p08_rep_uncollected_outlier",
                            "r09_serial_returner")),
            Map.entry("10000", Set.of("int_customer_days")),
            // Steps of 0.005 % of a share of tax: a tenth of a per cent has 20, one per cent 200.
            Map.entry("20000", Set.of("int_tax_shares")),
            Map.entry("200", Set.of("int_tax_shares")),
            Map.entry("20", Set.of("int_tax_shares")),
            Map.entry("0.0001", Set.of("int_customer_history")),
            Map.entry(
                    "1.4826",
                    Set.of("p05_discounts_under_limit", "p06_rep_discount_outlier", "p08_rep_uncollected_outlier")),
            Map.entry("256", Set.of("findings_located", "claim_flags")),
            // The 95 % quantile of the normal distribution.
            Map.entry("1.96", Set.of("mart_uplift")));

    private static final Map<String, String> BANNED = Map.of(
            "the wall clock",
                    "\\b(current_date|current_timestamp|localtimestamp|now\\s*\\(|unix_timestamp\\s*\\(\\s*\\))",
            "another value each time", "\\b(rand|randn|random|uuid|shuffle|monotonically_increasing_id)\\s*\\(",
            "distinct to hide fan-out", "\\bselect\\s+distinct\\b",
            "columns by number", "\\b(group|order)\\s+by\\s+[0-9]",
            "more than one select, or DDL", ";|^\\s*(create|insert|drop|alter|update|delete|merge)\\b",
            "upper case", "\\b[A-Z][A-Za-z_]*\\b");
    private static final Pattern SELECT_ALL = Pattern.compile("\\bselect\\s+\\*[^;]*?\\bfrom\\s+([a-z_0-9]+)");
    private static final Pattern CTE = Pattern.compile("(?:\\bwith|,)\\s+([a-z_0-9]+)\\s+as\\s*\\(");
    private static final Pattern LITERAL_DATE = Pattern.compile("'[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Set<String> ENDS_OF_TIME = Set.of("'0001-01-01", "'9999-12-31");

    /** Words whose meaning is a function of {@code terms}. */
    private static final Pattern TERM = Pattern.compile(
            "'([^']*[0-9]\\+? Days[^']*|Not Due|Not Yet Due|No Due Date|Fully Paid|(Low|Medium|High) Risk|void|voided|cancell?ed"
                    + "|chargeback|succeeded|captured|reversal|[<>]=?[0-9]+)'");
    /** Here the word names a kind of event or the reason of a label. */
    private static final Set<String> NO_TERM = Set.of(
            "sql/intermediate/int_customer_events.sql: 'chargeback'",
            "sql/intermediate/int_customer_days.sql: 'chargeback'",
            "sql/intermediate/int_invoice_states.sql: 'void'",
            "sql/intermediate/int_observation_invoices.sql: 'void'",
            "sql/intermediate/int_observation_claims.sql: 'void'");

    /** The first of several plain columns; what is only asked whether it is null takes no place of another. */
    private static final Pattern FIRST_OF = Pattern.compile("\\bcoalesce\\(([^()]*)\\)(?!\\s+is\\s)");

    private static final Pattern NUMBER = Pattern.compile("(?:[a-z_0-9]+\\.)?(?:[a-z_]+_)?([a-z]+_id)");
    /** Here another column says of which kind the number is. */
    private static final Set<String> KIND_IS_SAID = Set.of(
            "sql/findings/findings_located.sql: coalesce(named.its_order_id, named.its_invoice_id)",
            "sql/report/findings_by.sql: coalesce(sales_rep_id, customer_id, '')");

    private record File(String name, String folder, String text, SqlFile sql) {
        /** Without comments and without the text of strings. */
        String code() {
            return text.replaceAll("--[^\n]*", "").replaceAll("'[^']*'", "''");
        }
    }

    private static List<File> files;

    @BeforeAll
    static void readEveryFile() throws Exception {
        try (Stream<Path> paths = Files.walk(ROOT)) {
            files = new ArrayList<>();
            for (Path path : paths.filter(each -> each.toString().endsWith(".sql"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(path);
                files.add(new File(
                        path.toString(),
                        path.getParent().getFileName().toString(),
                        text,
                        SqlFile.parse(path.toString(), text)));
            }
        }
        assertFalse(files.isEmpty(), "no .sql file under " + ROOT.toAbsolutePath());
    }

    @Test
    void theFirstLineStatesTheGrain() {
        List<String> offenders = new ArrayList<>();
        for (File file : files) {
            try {
                file.sql().grain();
            } catch (IllegalArgumentException e) {
                offenders.add(e.getMessage());
            }
        }
        none(offenders);
    }

    @Test
    void theHeaderOfEveryTableAndViewIsRight() {
        List<String> offenders = new ArrayList<>();
        for (File file : files) {
            if (MAKE_NO_TABLE.contains(file.folder())) {
                continue;
            }
            Optional<Table> table = Table.named(nameOf(file));
            try {
                file.sql().checkHeader(table);
            } catch (IllegalArgumentException e) {
                offenders.add(e.getMessage());
            }
            table.filter(each -> !each.layer().folder().equals(file.folder()))
                    .ifPresent(each -> offenders.add(file.name() + ": its table belongs to layer " + each.layer()));
        }
        none(offenders);
    }

    @Test
    void everyViewIsReadBySomeFile() {
        Set<String> read = new TreeSet<>(OF_A_STAGE);
        files.forEach(file -> read.addAll(file.sql().views()));
        none(files.stream()
                .filter(file -> !MAKE_NO_TABLE.contains(file.folder()))
                .filter(file -> Table.named(nameOf(file)).isEmpty() && !read.contains(nameOf(file)))
                .map(file -> file.name() + " is read by no file: delete it")
                .toList());
    }

    /** All rows of such a window go to one task, which Spark's warning, silenced in log4j2.properties, would say. */
    @Test
    void aWindowIsPartedButOverCurrenciesAndHorizons() {
        Set<String> unparted = files.stream()
                .filter(file -> Pattern.compile("(?i)\\bover\\s*\\(\\s*+(?!partition\\s+by\\b)")
                        .matcher(file.code())
                        .find())
                .map(SqlRulesTest::nameOf)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of("claim_flags", "int_lgd_windows"), unparted, "partition it, or prove that its rows are few");
    }

    private static String nameOf(File file) {
        return Path.of(file.name()).getFileName().toString().replace(".sql", "");
    }

    @Test
    void nothingBannedIsUsed() {
        List<String> offenders = new ArrayList<>();
        for (File file : files) {
            BANNED.forEach((what, pattern) -> {
                Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(file.code());
                if (matcher.find()) {
                    offenders.add(
                            file.name() + ": " + what + ": '" + matcher.group().strip() + "'");
                }
            });
            if (!file.folder().equals("staging") && file.code().matches("(?s).*\\btry_.*")) {
                offenders.add(file.name() + ": try_* belongs in staging alone");
            }
            Matcher date = LITERAL_DATE.matcher(file.text().replaceAll("--[^\n]*", ""));
            while (date.find()) {
                if (!ENDS_OF_TIME.contains(date.group())) {
                    offenders.add(file.name() + ": a literal date: " + date.group() + "'");
                }
            }
        }
        none(offenders);
    }

    /** Order 7 is not invoice 7: a key of two kinds of numbers says the kind, {@code 'order ' || order_id}. */
    @Test
    void numbersOfTwoKindsNeverMeet() {
        List<String> offenders = new ArrayList<>();
        for (File file : files) {
            Matcher first = FIRST_OF.matcher(file.code());
            while (first.find()) {
                Set<String> kinds = new TreeSet<>();
                for (String each : first.group(1).split(",")) {
                    Matcher number = NUMBER.matcher(each.strip().replace("debtor_id", "customer_id"));
                    if (number.matches()) {
                        kinds.add(number.group(1));
                    }
                }
                String found = file.name() + ": " + first.group();
                if (kinds.size() > 1 && !KIND_IS_SAID.contains(found)) {
                    offenders.add(found + ": write the kind before each number but the first");
                }
            }
        }
        none(offenders);
    }

    @Test
    void noWordOfATermIsWrittenInSql() {
        List<String> offenders = new ArrayList<>();
        Set<String> excused = new TreeSet<>();
        for (File file : files) {
            Matcher term = TERM.matcher(file.text().replaceAll("--[^\n]*", ""));
            while (term.find()) {
                String offence = file.name() + ": " + term.group();
                (NO_TERM.contains(offence) ? excused : offenders).add(offence);
            }
        }
        none(offenders);
        assertEquals(new TreeSet<>(NO_TERM), excused);
    }

    @Test
    void everyFileParses() {
        List<String> offenders = new ArrayList<>();
        for (File file : files) {
            try {
                new CatalystSqlParser().parsePlan(file.text());
            } catch (Exception e) {
                offenders.add(file.name() + ": " + (e instanceof ParseException ? e.getMessage() : e.toString()));
            }
        }
        none(offenders);
    }

    @Test
    void allColumnsAreTakenOnlyFromAQueryOfTheSameFile() {
        List<String> offenders = new ArrayList<>();
        for (File file : files) {
            Set<String> queries = new TreeSet<>();
            CTE.matcher(file.code()).results().forEach(match -> queries.add(match.group(1)));
            SELECT_ALL
                    .matcher(file.code())
                    .results()
                    .map(match -> match.group(1))
                    .filter(each -> !queries.contains(each) && !TAKEN_WHOLE.contains(each))
                    .forEach(each -> offenders.add(file.name() + ": select * from " + each));
        }
        none(offenders);
    }

    @Test
    void everyWindowHasAnOrderAndAWrittenFrame() {
        List<String> offenders = new ArrayList<>();
        for (File file : files) {
            Matcher over = Pattern.compile("\\bover\\s*\\(|\\bwindow\\s+[a-z_0-9]+\\s+as\\s*\\(")
                    .matcher(file.code());
            while (over.find()) {
                String window = inParentheses(file.code(), over.end());
                if (!window.matches("(?s).*\\border by\\b.*\\b(rows|range)\\s+between\\b.*")) {
                    offenders.add(file.name() + ": window (" + window.strip().replaceAll("\\s+", " ") + ")");
                }
            }
        }
        none(offenders);
    }

    private static String inParentheses(String code, int start) {
        int depth = 1;
        int end = start;
        while (depth > 0 && end < code.length()) {
            depth += code.charAt(end) == '(' ? 1 : code.charAt(end) == ')' ? -1 : 0;
            end++;
        }
        return code.substring(start, end - 1);
    }

    @Test
    void filesAndLinesAreShort() {
        List<String> offenders = new ArrayList<>();
        for (File file : files) {
            List<String> lines = file.text().lines().toList();
            if (lines.size() > MOST_LINES) {
                offenders.add(file.name() + ": " + lines.size() + " lines, at most " + MOST_LINES);
            }
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > MOST_COLUMNS) {
                    offenders.add(
                            file.name() + ":" + (i + 1) + ": " + lines.get(i).length() + " columns");
                }
            }
        }
        none(offenders);
    }

    @Test
    void everyParameterIsKnown() {
        Set<String> known = SqlParameters.of(AsOf.parse("2025-12-31"), SettingsLoader.load(Optional.empty(), Map.of()))
                .keySet();
        List<String> offenders = new ArrayList<>();
        for (File file : files) {
            file.sql().parameters().stream()
                    .filter(each -> !known.contains(each))
                    .forEach(each -> offenders.add(file.name() + ": :" + each + " is not among " + known));
        }
        none(offenders);
    }

    @Test
    void aFileReadsOnlyItsOwnAndEarlierLayers() {
        List<String> offenders = new ArrayList<>();
        for (File file : files) {
            Optional<Layer> layer = layerOf(file.folder());
            for (Table table : file.sql().reads()) {
                boolean later = layer.isPresent()
                        && table.layer() != Layer.OPS
                        && table.layer().compareTo(layer.get()) > 0;
                boolean raw = table.layer() == Layer.RAW
                        && layer.filter(Layer.STAGING::equals).isEmpty();
                if (later || raw) {
                    offenders.add(file.name() + " reads " + table.sqlName());
                }
            }
        }
        none(offenders);
    }

    /** The report's SQL says how much is shown, which is no policy. */
    @Test
    void noPolicyIsALiteral() {
        List<String> offenders = new ArrayList<>();
        Set<String> listed = new TreeSet<>();
        NO_POLICY.forEach((number, names) -> names.forEach(name -> listed.add(name + " writes no " + number)));
        for (File file : files) {
            if (file.folder().equals("staging") || file.folder().equals("report")) {
                continue;
            }
            String name = Path.of(file.name()).getFileName().toString().replace(".sql", "");
            POLICY_NUMBER
                    .matcher(file.code().replaceAll("decimal\\([0-9, ]+\\)", "decimal"))
                    .results()
                    .map(match -> match.group())
                    .peek(number -> listed.remove(name + " writes no " + number))
                    .filter(number -> !NO_POLICY.getOrDefault(number, Set.of()).contains(name))
                    .forEach(number -> offenders.add(file.name() + ": " + number
                            + ": write a parameter of the configuration, or list the number above with its reason"));
        }
        none(offenders);
        none(List.copyOf(listed));
    }

    @Test
    void stagingIsReadAsTheDayKnewItButByTheFilesThatNeedBothSidesOfTheCut() {
        Set<String> uncut = new TreeSet<>();
        for (File file : files) {
            boolean namesStaging = file.sql().names().stream().anyMatch(name -> name.startsWith("stg_"));
            boolean cutsItself = file.code().contains("conflict_from");
            if (!file.folder().equals("staging") && (namesStaging || cutsItself)) {
                uncut.add(Path.of(file.name()).getFileName().toString());
            }
        }
        assertEquals(NEED_BOTH_SIDES, uncut, "write known_<table> for stg_<table>, and no clause on its clocks");
    }

    /** The controls write findings; checks may look at everything; the report asks what is published. */
    private static Optional<Layer> layerOf(String folder) {
        return switch (folder) {
            case "controls" -> Optional.of(Layer.FINDINGS);
            case "checks" -> Optional.empty();
            case "report" -> Optional.of(Layer.MARTS);
            default -> Optional.of(Layer.valueOf(folder.toUpperCase(Locale.ROOT)));
        };
    }

    private static void none(List<String> offenders) {
        assertEquals("", String.join("\n", offenders));
    }
}

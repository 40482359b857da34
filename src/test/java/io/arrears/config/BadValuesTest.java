package io.arrears.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that mean nothing are refused before anything starts: which key, what was found, where, what was expected. */
class BadValuesTest {

    private static final Names NAMES = new Names(
            Set.of("invoices", "payments", "orders"),
            Set.of("invoices", "payments"),
            () -> Set.of("amount", "past_late_rate", "currency"),
            () -> Set.of("amount", "attempts", "provider"),
            () -> Set.of("B01", "C01"));

    @TempDir
    Path folder;

    private String refusal(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("some.conf"), text);
        return assertThrows(
                        ConfigurationException.class,
                        () -> SettingsLoader.load(Optional.of(file), Map.of(), Names.ANY),
                        text)
                .getMessage()
                .replace(file.toString(), "some.conf");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
            lake.root | "" | a text that is not empty
            lake.root | "  " | a text that is not empty
            lake.root | null | a text that is not empty
            lake.root | [a] | a text that is not empty
            spark.cores | "" | a number of cores, or * for all
            spark.cores | 0 | a number of cores, or * for all
            spark.cores | two | a number of cores, or * for all
            spark.shuffle-partitions | 0 | a whole number from 1 to 10000 (partitions)
            spark.shuffle-partitions | 2.5 | a whole number from 1 to 10000 (partitions)
            source.embedded | perhaps | true or false
            source.embedded | 1 | true or false
            source.embedded | null | true or false
            source.embedded-dir | "" | a text that is not empty
            source.schema | "a\\"b" | the name of a schema, without quotes
            source.schema | "a; drop" | the name of a schema, without quotes
            source.ssl-mode | sometimes | one of disable, require, verify-ca, verify-full, or null
            source.user | {a = b} | a text that is not empty, or null
            source.connect-timeout-seconds | 0 | a whole number from 1 to 3600 (seconds)
            source.socket-timeout-seconds | -1 | a whole number from 1 to 86400 (seconds)
            source.statement-timeout-seconds | 1e9 | a whole number from 1 to 86400 (seconds)
            source.lock-timeout-seconds | soon | a whole number from 1 to 3600 (seconds)
            source.snapshot-max-age-seconds | true | a whole number from 1 to 86400 (seconds)
            source.fetch-size | 0 | a whole number from 1 to 10000000 (rows)
            source.partitions | 1000 | a whole number from 1 to 256 (parallel reads)
            source.rows-per-partition | 0 | a whole number from 1 to 10000000000 (rows)
            source.tables | [] | sections in braces, each under a name
            source.tables.invoices | "a.b" | a section in braces with the keys [dates, key, numbers, query, table], or the word absent
            source.allow-row-security | sometimes | true or false
            source.tables.invoices.table | "" | a text that is not empty, or null
            source.tables.invoices.dates | "yyyy-MM-dd" | one of dd/MM/yyyy, MM/dd/yyyy, or null
            source.tables.invoices.numbers | "fr" | one of de, en, or null
            currency.default | "euro; drop" | three capital letters such as EUR
            currency.default | eur | three capital letters such as EUR
            currency.default | null | three capital letters such as EUR
            currency.reporting | EURO | three capital letters such as EUR, or null
            currency.max-rate-age-days | -1 | a whole number from 0 to 3650 (days)
            ledger.states.void | cancelled | a list of words, for example [void, cancelled]
            ledger.states.draft | [""] | a list of words, for example [void, cancelled]
            ledger.states.uncollectible | [{}] | a list of words, for example [void, cancelled]
            ledger.states.written_off | ["Pro-Forma"] | each word under one state: Pro-Forma is under ledger.states.draft too
            privacy.names | maybe | one of keep, hash, drop
            quality.max-quarantined-row-share | 5 | a share between 0 and 1
            quality.max-quarantined-amount-share | -0.1 | a share between 0 and 1
            quality.min-row-share-of-previous | NaN | a share between 0 and 1
            quality.schema-drift | ignore | one of warn, fail
            default.horizon-days | -1 | a whole number from 0 to 3650 (days)
            default.horizon-days | 90 days | a whole number from 0 to 3650 (days)
            default.settlement-lag-days | null | a whole number from 0 to 3650 (days)
            default.observe | yearly | one of month_ends, week_ends, at_issue
            default.lgd | 1.01 | a share between 0 and 1
            default.lgd-min-cases | 0 | a whole number from 1 to 1000000000 (defaulted balances)
            finance.provision.segments | customer | one of none, segment, region, country
            finance.provision.min-cases | 0 | a whole number from 1 to 1000000000 (balances)
            finance.provision.forward-looking | 11 | a number from 0 to 10 (times the loss rate)
            default.medium-risk-from | 30 | a share between 0 and 1
            default.high-risk-from | -0.6 | a share between 0 and 1
            default.trees | 3.7 | a whole number from 1 to 2000 (trees)
            default.trees | "abc" | a whole number from 1 to 2000 (trees)
            default.trees | [60] | a whole number from 1 to 2000 (trees)
            default.trees | 2001 | a whole number from 1 to 2000 (trees)
            default.depth | 99 | a whole number from 1 to 30 (levels of a tree)
            default.bins | 1e8 | a whole number from 2 to 1024 (bins of a feature)
            default.min-leaf | 0 | a whole number from 1 to 1000000000 (rows)
            default.seed | 1.5 | a whole number from -9223372036854775808 to 9223372036854775807 (any)
            default.contender | forest | one of none, gradient_boosting, xgboost
            recovery.horizon-days | 0 | a whole number from 1 to 3650 (days)
            recovery.settlement-lag-days | 1e400 | a whole number from 0 to 3650 (days)
            recovery.observe | {} | one of month_ends, week_ends, at_issue
            recovery.claim-days | -1 | a whole number from 0 to 3650 (days)
            recovery.oldest-days | -1 | a whole number from 0 to 36500 (days), or null
            recovery.oldest-days | 1.5 | a whole number from 0 to 36500 (days), or null
            recovery.capacity | -5 | a whole number from 0 to 1000000000 (customers or claims)
            recovery.capacity-unit | team | one of customer, claim
            recovery.grace-days | -1 | a whole number from 0 to 3650 (days)
            recovery.smallest-amount | -1 | a number from 0 to 1000000000 (major units of a currency)
            recovery.holdout-share | 1.5 | a share between 0 and 1
            recovery.holdout-largest | much | a number from 0 to 1000000000 (major units of a currency, or null)
            recovery.holdout-fewest | 1 | a whole number from 2 to 1000000000 (customers)
            recovery.retry-fewest | 0 | a whole number from 1 to 1000000000 (retries)
            recovery.retry-pseudo-attempts | -1 | a whole number from 0 to 1000000000 (attempts)
            recovery.contact-cost | -0.01 | a number from 0 to 1000000000 (money for one contact)
            recovery.contact-cost | free | a number from 0 to 1000000000 (money for one contact)
            recovery.trust-final-retries | 0 | true or false
            recovery.regularisation | -1 | a number from 0 to 1000 (weight of the penalty)
            recovery.max-iterations | 0 | a whole number from 1 to 100000 (iterations)
            recovery.seed | x | a whole number from -9223372036854775808 to 9223372036854775807 (any)
            model.retrain-every-days | 0 | a whole number from 1 to 3650 (days)
            model.max-train-rows | 3000000000 | a whole number from 1 to 1000000000 (entities)
            finance.period-months | 0 | a whole number from 1 to 24 (months)
            finance.cash-discount.rate | 0.02 | finance.cash-discount.days beside it, or neither
            finance.cash-discount.days | 10 | finance.cash-discount.rate beside it, or neither
            finance.cash-discount.days | [] | days, or null
            finance.ageing | [] | a list of 1 to 12 rising whole days, each from 1 to 3650, for example [30, 60, 90]
            finance.ageing | 30 | a list of 1 to 12 rising whole days, each from 1 to 3650, for example [30, 60, 90]
            finance.ageing | [30, 30] | a list of 1 to 12 rising whole days, each from 1 to 3650, for example [30, 60, 90]
            finance.ageing | [60, 30] | a list of 1 to 12 rising whole days, each from 1 to 3650, for example [30, 60, 90]
            finance.ageing | [0, 30] | a list of 1 to 12 rising whole days, each from 1 to 3650, for example [30, 60, 90]
            finance.ageing | [30.5] | a list of 1 to 12 rising whole days, each from 1 to 3650, for example [30, 60, 90]
            finance.ageing | [30, 3651] | a list of 1 to 12 rising whole days, each from 1 to 3650, for example [30, 60, 90]
            finance.ageing | [1,2,3,4,5,6,7,8,9,10,11,12,13] | a list of 1 to 12 rising whole days, each from 1 to 3650, for example [30, 60, 90]
            finance.ageing | soon | a list of 1 to 12 rising whole days, each from 1 to 3650, for example [30, 60, 90]
            model.history-months | 601 | a whole number from 1 to 600 (months)
            model.min-entities | 0 | a whole number from 1 to 1000000000 (entities)
            model.min-class-train | -1 | a whole number from 1 to 1000000000 (entities)
            model.min-class-holdout | 0.5 | a whole number from 1 to 1000000000 (entities)
            model.bootstrap-samples | 0 | a whole number from 1 to 100000 (samples)
            model.default-features.numeric | amount | a list of columns such as past_late_rate
            model.default-features.numeric | ["a; drop"] | a list of columns such as past_late_rate
            model.recovery-features.categorical | [null] | a list of columns such as past_late_rate
            split.test-share | 2 | a share between 0 and 1
            split.calibrate-share | half | a share between 0 and 1
            backtest.enabled | sometimes | true or false
            backtest.origins | 101 | a whole number from 0 to 100 (days in the past)
            backtest.max-rows | 0 | a whole number from 1 to 1000000000 (observations)
            tune.fits | 1 | a whole number from 2 to 10000 (fits)
            tune.max-rows | none at all | a whole number from 1 to 1000000000 (observations)
            leakage.policy.tolerance | -0.01 | a number from 0 to 1000000 (minor units)
            leakage.policy.materiality | -1 | a number from 0 to 1000000000 (major units of the currency)
            leakage.policy.billing-grace-days | -1 | a whole number from 0 to 3650 (days)
            leakage.policy.discount-limit | 15 | a share between 0 and 1
            leakage.policy.outlier-z | -3 | a number from 0 to 1000 (robust standard deviations)
            leakage.policy.fewest-peers | 0 | a whole number from 1 to 1000000 (reps)
            leakage.policy.hard-declines | lost_card | a list of words, for example [lost_card, stolen_card]
            leakage.policy.attempt-fee | -0.1 | a number from 0 to 1000000 (money for one attempt)
            leakage.policy.late-fee-rate | 11 | a number from 0 to 10 (share a year)
            publish.postgres.enabled | null | true or false
            publish.postgres.schema | "Mart" | a plain lower-case name such as mart
            publish.postgres.schema | "m; drop" | a plain lower-case name such as mart
            publish.postgres.take-over | 1 | true or false
            publish.postgres.keep-dates | 0 | a whole number from 1 to 100000 (as-of days)
            desk.host | "" | a host name or an address such as 127.0.0.1
            desk.port | 65536 | a whole number from 0 to 65535 (a port, 0 for any free one)
            desk.max-upload-mb | 0 | a whole number from 1 to 2000 (megabytes)
            desk.max-rows | -1 | a whole number from 1 to 100000000 (rows)
            alerts.rules | {} | a list of sections in braces
            alerts.stdout | "x" | true or false
            alerts.file | "" | a text that is not empty, or null
            alerts.webhook.timeout-seconds | 0 | a whole number from 1 to 3600 (seconds)
            alerts.webhook.attempts | 101 | a whole number from 1 to 100 (tries)
            alerts.smtp.host | "a b" | a host name, or null
            alerts.smtp.port | 0 | a whole number from 1 to 65535 (a port)
            alerts.smtp.security | some | one of starttls, tls, none
            alerts.smtp.from | nobody | a mail address, name@host, or null
            alerts.smtp.to | ["x"] | a list of mail addresses, name@host
            monitor.run-log | [] | a text that is not empty, or null
            monitor.node-exporter-file | "\\u0000" | a text that is not empty, or null
            """)
    void isRefused(String key, String value, String expected) throws IOException {
        String message = refusal("# a line before\n" + key + " = " + value + "\n");
        assertTrue(message.startsWith(key + " = "), message);
        assertTrue(message.endsWith(" (some.conf:2): expected " + expected), message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            split { test-share = 0.6, calibrate-share = 0.4 } | split.test-share + split.calibrate-share = 1.0: expected less than 1, or nothing is left to train on
            split = 3 | split = 3 (some.conf:1): expected a section of keys in braces
            default = null | default = null (some.conf:1): expected a section of keys in braces
            lake.root.folder = x | lake.root = {"folder":"x"} (some.conf:1): expected a text that is not empty
            leakage.policy.discount-bunch-width = 0.2 | leakage.policy.discount-bunch-width = 0.2 (some.conf:1): expected no more than leakage.policy.discount-limit = 0.15
            leakage.policy.mastercard-attempts-1-day = 40 | leakage.policy.mastercard-attempts-1-day = 40 (some.conf:1): expected no more than leakage.policy.mastercard-attempts-30-days = 35
            leakage.policy.severity-medium = 2000 | leakage.policy.severity-medium = 2000 (some.conf:1): expected no more than leakage.policy.severity-high = 1000.0
            finance.cash-discount { rate = 2, days = 10 } | finance.cash-discount.rate = 2 (some.conf:1): expected a number from 0.0001 to 0.9 (share of the invoice)
            finance.cash-discount { rate = 0.02, days = -1 } | finance.cash-discount.days = -1 (some.conf:1): expected a whole number from 0 to 3650 (days)
            leakage.controls = 3 | leakage.controls = 3 (some.conf:1): expected sections in braces, each under a name
            leakage.controls.B01 { enable = false } | unknown key leakage.controls.B01.enable (some.conf:1): did you mean enabled? there are [enabled, materiality, severity]
            leakage.controls.B01.severity = huge | leakage.controls.B01.severity = huge (some.conf:1): expected one of high, medium, low
            leakage.controls.B01.materiality = -1 | leakage.controls.B01.materiality = -1 (some.conf:1): expected a number from 0 to 1000000000 (major units of the currency)
            model.default-features { numeric = [amount], categorical = [amount] } | model.default-features: expected each feature once, found more than once [amount]
            model.default-features { numeric = [], categorical = [] } | model.default-features: expected at least one feature under numeric or categorical
            default.tree = 5 | unknown key default.tree (some.conf:1): did you mean default.trees? reference.conf lists every key
            nothing.at-all.like-it = 5 | unknown key nothing.at-all.like-it (some.conf:1): reference.conf lists every key
            leakage.policy.dormant-day = 5 | unknown key leakage.policy.dormant-day (some.conf:1): did you mean leakage.policy.dormant-days? reference.conf lists every key
            source.tables.invoices { tabel = x, query = "select 1" } | unknown key source.tables.invoices.tabel (some.conf:1): did you mean table? there are [dates, key, numbers, query, table]
            source.tables.invoices {} | source.tables.invoices: give either table = "schema.table" or query = "select …"; only dates and numbers may stand without
            source.tables.invoices { key = id, dates = "dd/MM/yyyy" } | source.tables.invoices: give either table = "schema.table" or query = "select …"; only dates and numbers may stand without
            source.tables.invoices { table = x, query = y } | source.tables.invoices: give either table = "schema.table" or query = "select …", not both
            source.url = "jdbc:postgresql://h/d?password=x" | source.url (some.conf:1): expected the address alone, jdbc:postgresql://host:port/database: user, password and ssl-mode have keys of their own, and other driver parameters are not accepted
            source.url = "postgres://h/d" | source.url (some.conf:1): expected a JDBC address, jdbc:postgresql://host:port/database
            source.password-file = "/nowhere/at/all" | source.password-file = /nowhere/at/all (some.conf:1): expected a file that can be read
            alerts.webhook.url = "ftp://x" | alerts.webhook.url (some.conf:1): expected an address, https://…
            alerts.rules = [3] | alerts.rules[0] = 3 (some.conf:1): expected a section in braces with the keys [comparison, currency, metric, name, severity, threshold]
            alerts.rules = [{ name = a, metric = drift, threshold = high }] | alerts.rules[0].threshold = high (some.conf:1): expected a number from -1e18 to 1e18 (in the unit of the metric)
            alerts.rules = [{ metric = drift }] | alerts.rules[0].name = null (some.conf:1): expected a text that is not empty
            """)
    void isRefusedForWhatStandsBesideIt(String text, String message) throws IOException {
        assertEquals(message, refusal(text));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws IOException {
        assertEquals("""
                the configuration cannot be used, 5 things are wrong:
                  unknown key default.tree (some.conf:3): did you mean default.trees? reference.conf lists every key
                  lake.root = "" (some.conf:1): expected a text that is not empty
                  default.lgd = 2 (some.conf:4): expected a share between 0 and 1
                  default.depth = 99 (some.conf:2): expected a whole number from 1 to 30 (levels of a tree)
                  desk.port = 99999 (some.conf:5): expected a whole number from 0 to 65535 (a port, 0 for any free one)""", refusal("""
                lake.root = ""
                default.depth = 99
                default.tree = 4
                default.lgd = 2
                desk.port = 99999
                """));
    }

    @Test
    void aValueOfTheCommandLineIsSaidToBeFromThere() {
        assertEquals(
                "default.depth = 99 (-D): expected a whole number from 1 to 30 (levels of a tree)",
                assertThrows(
                                ConfigurationException.class,
                                () -> SettingsLoader.load(Optional.empty(), Map.of("default.depth", "99")))
                        .getMessage());
        for (String key : List.of("", "a..b", "{", "default.trees.")) {
            String message = assertThrows(
                            ConfigurationException.class,
                            () -> SettingsLoader.load(Optional.empty(), Map.of(key, "1")),
                            key)
                    .getMessage();
            assertTrue(message.startsWith("-D " + key + "=1: expected a key and a value"), message);
        }
    }

    @Test
    void aFileThatIsNoConfigurationIsOneSentence() throws IOException {
        assertTrue(refusal("default { trees = ").startsWith("the configuration cannot be read: some.conf: "));
        assertTrue(refusal("default.trees = ${nowhere}").startsWith("the configuration cannot be read: some.conf: 1"));
    }

    @Test
    void namesThatNothingKnowsAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("names.conf"), """
                source.tables.invoice.table = "a.b"
                source.tables.payments.table = "a.b"
                model.default-features { numeric = [amount, past_late_rates], categorical = [currency] }
                model.recovery-features { numeric = [attempts], categorical = [colour] }
                leakage.controls { B01 { enabled = false }, B1 { severity = low } }
                """);
        assertEquals(
                """
                the configuration cannot be used, 4 things are wrong:
                  source.tables.invoice: no such table is read; did you mean invoices? there are [invoices, orders, payments]
                  model.default-features.numeric: no feature is called past_late_rates; did you mean past_late_rate? sql/README.md lists them
                  model.recovery-features.categorical: no feature is called colour; sql/README.md lists them
                  leakage.controls.B1: there is no such control; did you mean B01? scripts/arrears controls lists them""",
                assertThrows(
                                ConfigurationException.class,
                                () -> SettingsLoader.load(Optional.of(file), Map.of(), NAMES))
                        .getMessage());
    }

    @Test
    void aTableThatEveryRunNeedsCannotBeLeftOut() throws IOException {
        Path file = Files.writeString(
                folder.resolve("absent.conf"),
                "source.tables { payments = absent, orders = absent, invoice = absent }");
        assertEquals(
                """
                the configuration cannot be used, 2 things are wrong:
                  source.tables.invoice: no such table is read; did you mean invoices? there are [invoices, orders, payments]
                  source.tables.payments = absent: a run cannot do without payments; give table = "schema.table" or query = "select …" (an empty table is enough)""",
                assertThrows(
                                ConfigurationException.class,
                                () -> SettingsLoader.load(Optional.of(file), Map.of(), NAMES))
                        .getMessage());
        assertTrue(SettingsLoader.load(
                        Optional.empty(),
                        Map.of("source.tables.orders", "absent", "source.tables.returns.table", "a.b"))
                .source()
                .leavesOut("orders"));
    }

    @Test
    void whatIsSecretIsNotShown() throws IOException {
        for (String text : List.of(
                "source.password = [s3cret]",
                "publish.postgres.password = { s3cret = 1 }",
                "alerts.webhook.authorization = [s3cret]",
                "alerts.webhook.url = [s3cret]",
                "source.url = \"jdbc:x password=s3cret\\n\"")) {
            assertFalse(refusal(text).contains("s3cret"), text);
        }
    }

    /** No value of a wrong type gets through, whatever key it is given to: a section, and for most keys a list or null. */
    @Test
    void everyKeyHasAType() {
        List<String> taken = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> each : ConfigurationFiles.keys(
                        ConfigurationFiles.reference().resolve())
                .entrySet()) {
            String key = each.getKey();
            if (!key.equals("source.tables")) {
                tryValue(key + ".inner", "x", taken);
            }
            boolean isList = each.getValue().valueType() == ConfigValueType.LIST;
            tryValue(key, isList ? "x" : "[[]]", taken);
            if (each.getValue().valueType() != ConfigValueType.NULL) {
                tryValue(key, "null", taken);
            }
        }
        assertEquals(List.of(), taken);
    }

    private static void tryValue(String key, String value, List<String> taken) {
        try {
            SettingsLoader.load(Optional.empty(), Map.of(key, value));
            taken.add(key + "=" + value);
        } catch (ConfigurationException refused) {
            assertTrue(refused.getMessage().contains(ConfigUtil.splitPath(key).get(0)), refused.getMessage());
        }
    }

    /** Each key is read through its type and bounds, and nothing else is: there is no second list of keys. */
    @Test
    void theKeysThatAreReadAreThoseOfTheReference() {
        Problems problems = new Problems();
        SettingsReader reader = new SettingsReader(
                ConfigurationFiles.layered(Optional.empty(), Map.of(), problems), problems, Names.ANY);
        reader.read();
        assertEquals(
                new TreeSet<>(
                        ConfigurationFiles.keys(ConfigurationFiles.reference().resolve())
                                .keySet()),
                new TreeSet<>(reader.keys()));
    }
}

package io.arrears.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the settings section by section. With the readers of sections it is the only code that knows the names of the
 * configuration keys, and each is read with its type, bounds and unit.
 */
final class SettingsReader {

    private final Config config;
    private final Values values;
    private final Names names;

    /** Problems are added to those found so far; the caller refuses the configuration when there are any. */
    SettingsReader(Config config, Problems problems, Names names) {
        this.config = config;
        this.values = new Values(config, problems);
        this.names = names;
    }

    /** What was read; of no use when there are problems. */
    Settings read() {
        ModelSettingsReader models = new ModelSettingsReader(values, names);
        return new Settings(
                values.text("lake.root"),
                spark(),
                new SourceSettingsReader(values, names).read(),
                currency(),
                ledger(),
                values.oneOf("privacy.names", "keep", "hash", "drop"),
                quality(),
                finance(),
                models.defaults(),
                models.recovery(),
                models.model(),
                models.split(),
                models.backtest(),
                models.tune(),
                new PolicyReader(values, names).read(),
                postgres(),
                desk(),
                new AlertsReader(values).read(),
                monitor(),
                fingerprint());
    }

    /** Every key read so far. */
    Set<String> keys() {
        return values.read();
    }

    private Settings.Spark spark() {
        return new Settings.Spark(
                values.word("spark.cores", "\\*|[1-9][0-9]{0,3}", "a number of cores, or * for all"),
                values.whole("spark.shuffle-partitions", 1, 10_000, "partitions"),
                values.whole("spark.small-ledger-rows", 0, 1_000_000_000, "rows"));
    }

    /** Both keys, or neither. */
    private Optional<Settings.CashDiscount> cashDiscount() {
        String section = "finance.cash-discount";
        String rate = section + ".rate";
        String days = section + ".days";
        if (!values.has(section)) {
            return Optional.empty();
        }
        boolean hasRate = values.optionalWord(rate, ".*", "a share").isPresent();
        boolean hasDays = values.optionalWord(days, ".*", "days").isPresent();
        if (!hasRate || !hasDays) {
            if (hasRate || hasDays) {
                values.refuse(hasRate ? rate : days, (hasRate ? days : rate) + " beside it, or neither");
            }
            return Optional.empty();
        }
        return Optional.of(new Settings.CashDiscount(
                values.number(rate, "0.0001", "0.9", "share of the invoice"), values.whole(days, 0, 3650, "days")));
    }

    private List<Integer> ageing() {
        String expected = "1 to 12 rising whole days, each from 1 to 3650, for example [30, 60, 90]";
        List<String> edges = values.words(
                "finance.ageing",
                "[1-9][0-9]{0,3}",
                expected,
                words -> isRising(words.stream().map(Integer::valueOf).toList()));
        return edges.stream().map(Integer::valueOf).toList();
    }

    private static boolean isRising(List<Integer> edges) {
        return !edges.isEmpty()
                && edges.size() <= 12
                && edges.equals(edges.stream().sorted().distinct().toList())
                && edges.get(edges.size() - 1) <= 3650;
    }

    private Settings.Currency currency() {
        String expected = "three capital letters such as EUR";
        return new Settings.Currency(
                values.word("currency.default", "[A-Z]{3}", expected),
                values.optionalWord("currency.reporting", "[A-Z]{3}", expected),
                values.whole("currency.max-rate-age-days", 0, 3650, "days"));
    }

    private Settings.Finance finance() {
        return new Settings.Finance(
                values.whole("finance.period-months", 1, 24, "months"),
                ageing(),
                cashDiscount(),
                new Settings.Provision(
                        values.oneOf("finance.provision.segments", "none", "segment", "region", "country"),
                        values.whole("finance.provision.min-cases", 1, 1_000_000_000, "balances"),
                        values.number("finance.provision.forward-looking", "0", "10", "times the loss rate")
                                .doubleValue()));
    }

    private Settings.Ledger ledger() {
        Map<String, List<String>> states = new LinkedHashMap<>();
        Map<String, String> stateOf = new HashMap<>();
        for (String state : Settings.Ledger.STATES) {
            String key = "ledger.states." + state;
            List<String> words = values.words(key, ".*\\S.*", "words, for example [void, cancelled]");
            for (String word : words) {
                String other = stateOf.putIfAbsent(PlainWord.of(word), state);
                if (other != null && !other.equals(state)) {
                    values.refuse(
                            key, "each word under one state: " + word + " is under ledger.states." + other + " too");
                }
            }
            states.put(state, words);
        }
        return new Settings.Ledger(states);
    }

    private Settings.Quality quality() {
        return new Settings.Quality(
                values.share("quality.max-quarantined-row-share"),
                values.share("quality.max-quarantined-amount-share"),
                values.share("quality.min-row-share-of-previous"),
                values.oneOf("quality.schema-drift", "warn", "fail"));
    }

    private Settings.Postgres postgres() {
        LoginReader login = new LoginReader(values, "publish.postgres");
        return new Settings.Postgres(
                values.flag("publish.postgres.enabled"),
                login.read(),
                login.timeouts(),
                values.word("publish.postgres.schema", "[a-z_][a-z0-9_]{0,62}", "a plain lower-case name such as mart"),
                values.whole("publish.postgres.keep-dates", 1, 100_000, "as-of days"),
                values.flag("publish.postgres.take-over"));
    }

    private Settings.Monitor monitor() {
        return new Settings.Monitor(
                values.optionalText("monitor.node-exporter-file").map(Path::of),
                values.optionalText("monitor.run-log").map(Path::of));
    }

    private Settings.Desk desk() {
        return new Settings.Desk(
                values.word("desk.host", "[A-Za-z0-9._:%-]+", "a host name or an address such as 127.0.0.1"),
                values.whole("desk.port", 0, 65_535, "a port, 0 for any free one"),
                values.whole("desk.max-upload-mb", 1, 2000, "megabytes"),
                values.whole("desk.max-rows", 1, 100_000_000, "rows"));
    }

    /** A hash of everything that shapes results: all keys but passwords, addresses, and what only looks at results. */
    private String fingerprint() {
        Config shaping = config.withoutPath("source")
                .withoutPath("publish")
                .withoutPath("lake")
                .withoutPath("spark")
                .withoutPath("backtest")
                .withoutPath("tune")
                .withoutPath("desk")
                .withoutPath("alerts")
                .withoutPath("monitor")
                .withFallback(config.withOnlyPath("source.tables"));
        String text = shaping.root().render(ConfigRenderOptions.concise());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}

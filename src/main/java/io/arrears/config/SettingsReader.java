package io.arrears.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The only code that knows the names of the configuration keys. */
final class SettingsReader {

    private static final Set<String> OBSERVE = Set.of("month_ends", "week_ends", "at_issue");
    private static final Set<String> POLICY_LISTS = Set.of("hard-declines");

    private final Config config;

    SettingsReader(Config config) {
        this.config = config;
    }

    Settings read() {
        try {
            return new Settings(
                    config.getString("lake.root"),
                    spark(),
                    source(),
                    currency(),
                    oneOf("privacy.names", Set.of("keep", "hash", "drop")),
                    quality(),
                    defaults(),
                    recovery(),
                    model(),
                    split(),
                    backtest(),
                    tune(),
                    policy(),
                    postgres(),
                    desk(),
                    new AlertsReader(config).read(),
                    monitor(),
                    fingerprint());
        } catch (ConfigException e) {
            throw new ConfigurationException("the configuration cannot be used: " + e.getMessage(), e);
        }
    }

    private Settings.Spark spark() {
        String cores = config.getString("spark.cores");
        if (!cores.matches("\\*|[1-9][0-9]*")) {
            throw new ConfigurationException("spark.cores = " + cores + ": expected a number of cores, or * for all");
        }
        return new Settings.Spark(cores, atLeast("spark.shuffle-partitions", 1));
    }

    private Settings.Source source() {
        return new Settings.Source(
                config.getBoolean("source.embedded"),
                Path.of(config.getString("source.embedded-dir")),
                login("source"),
                config.getString("source.schema"),
                timeouts("source"),
                atLeast("source.snapshot-max-age-seconds", 1),
                atLeast("source.fetch-size", 1),
                atLeast("source.partitions", 1),
                config.getLong("source.rows-per-partition"),
                mappings());
    }

    private Settings.Timeouts timeouts(String path) {
        return new Settings.Timeouts(
                atLeast(path + ".connect-timeout-seconds", 1),
                atLeast(path + ".socket-timeout-seconds", 1),
                atLeast(path + ".statement-timeout-seconds", 1),
                atLeast(path + ".lock-timeout-seconds", 1));
    }

    private Map<String, Settings.Mapping> mappings() {
        Map<String, Settings.Mapping> mappings = new LinkedHashMap<>();
        for (String name : config.getObject("source.tables").keySet()) {
            String path = "source.tables." + com.typesafe.config.ConfigUtil.quoteString(name);
            Settings.Mapping mapping =
                    new Settings.Mapping(text(path + ".table"), text(path + ".query"), text(path + ".key"));
            if (mapping.table().isPresent() == mapping.query().isPresent()) {
                throw new ConfigurationException("source.tables." + name + ": give either table = \"schema.table\" or "
                        + "query = \"select …\"" + (mapping.table().isPresent() ? ", not both" : ""));
            }
            mappings.put(name, mapping);
        }
        return mappings;
    }

    private Settings.Login login(String path) {
        Optional<String> url = text(path + ".url");
        url.ifPresent(value -> refuseParameters(path, value));
        return new Settings.Login(url, text(path + ".user"), secret(path), text(path + ".ssl-mode"));
    }

    private static void refuseParameters(String path, String url) {
        if (url.contains("?")
                || url.contains("@")
                || url.toLowerCase(Locale.ROOT).contains("password")) {
            throw new ConfigurationException(
                    path + ".url must hold the address alone, jdbc:postgresql://host:port/database:"
                            + " user, password and ssl-mode have keys of their own, and other driver parameters are not accepted");
        }
        if (!url.startsWith("jdbc:")) {
            throw new ConfigurationException(
                    path + ".url is no JDBC address: expected jdbc:postgresql://host:port/database");
        }
    }

    private Settings.Secret secret(String path) {
        Optional<String> file = text(path + ".password-file");
        return new Settings.Secret(
                file.isPresent() ? Optional.of(readSecret(path, Path.of(file.get()))) : text(path + ".password"));
    }

    private static String readSecret(String path, Path file) {
        try {
            if (!Secrets.isPrivate(file)) {
                throw new ConfigurationException(path + ".password-file " + file
                        + " can be read by others: expected mode 0600, run chmod 600 on it");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConfigurationException(path + ".password-file " + file + " cannot be read", e);
        }
    }

    private Settings.Currency currency() {
        Optional<String> reporting = text("currency.reporting");
        if (reporting.isPresent() && !reporting.get().matches("[A-Z]{3}")) {
            throw new ConfigurationException("currency.reporting = " + reporting.get()
                    + ": expected three capital letters such as EUR, or null for none");
        }
        return new Settings.Currency(
                config.getString("currency.default"), reporting, atLeast("currency.max-rate-age-days", 0));
    }

    private Settings.Quality quality() {
        return new Settings.Quality(
                share("quality.max-quarantined-row-share"),
                share("quality.max-quarantined-amount-share"),
                share("quality.min-row-share-of-previous"),
                oneOf("quality.schema-drift", Set.of("warn", "fail")));
    }

    private Settings.Default defaults() {
        double medium = share("default.medium-risk-from");
        double high = share("default.high-risk-from");
        if (high < medium) {
            throw new ConfigurationException("default.high-risk-from = " + high
                    + ": expected default.medium-risk-from = " + medium + " or more");
        }
        return new Settings.Default(
                atLeast("default.horizon-days", 0),
                atLeast("default.settlement-lag-days", 0),
                oneOf("default.observe", OBSERVE),
                share("default.lgd"),
                medium,
                high,
                atLeast("default.trees", 1),
                atLeast("default.depth", 1),
                atLeast("default.bins", 2),
                atLeast("default.min-leaf", 1),
                config.getLong("default.seed"),
                oneOf("default.contender", Set.of("none", "gradient_boosting", "xgboost")));
    }

    private Settings.Recovery recovery() {
        return new Settings.Recovery(
                atLeast("recovery.horizon-days", 1),
                atLeast("recovery.settlement-lag-days", 0),
                oneOf("recovery.observe", OBSERVE),
                atLeast("recovery.claim-days", 0),
                atLeast("recovery.capacity", 0),
                new BigDecimal(config.getString("recovery.contact-cost")),
                config.getBoolean("recovery.trust-final-retries"),
                config.getDouble("recovery.regularisation"),
                atLeast("recovery.max-iterations", 1),
                config.getLong("recovery.seed"));
    }

    private Settings.Model model() {
        return new Settings.Model(
                atLeast("model.retrain-every-days", 1),
                atLeast("model.max-train-rows", 1),
                atLeast("model.history-months", 1),
                atLeast("model.min-entities", 1),
                atLeast("model.min-class-train", 1),
                atLeast("model.min-class-holdout", 1),
                atLeast("model.bootstrap-samples", 1),
                features("model.default-features"),
                features("model.recovery-features"));
    }

    private Settings.Features features(String path) {
        return new Settings.Features(
                List.copyOf(config.getStringList(path + ".numeric")),
                List.copyOf(config.getStringList(path + ".categorical")));
    }

    private Settings.Split split() {
        Settings.Split split = new Settings.Split(share("split.test-share"), share("split.calibrate-share"));
        if (split.testShare() + split.calibrateShare() >= 1) {
            throw new ConfigurationException(
                    "split.test-share + split.calibrate-share = " + (split.testShare() + split.calibrateShare())
                            + ": expected less than 1, or nothing is left to train on");
        }
        return split;
    }

    private Settings.Backtest backtest() {
        return new Settings.Backtest(
                config.getBoolean("backtest.enabled"), atLeast("backtest.origins", 0), atLeast("backtest.max-rows", 1));
    }

    private Settings.Tune tune() {
        return new Settings.Tune(atLeast("tune.fits", 2), atLeast("tune.max-rows", 1));
    }

    private Settings.Policy policy() {
        Map<String, Object> values = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> each :
                config.getConfig("leakage.policy").entrySet()) {
            values.put(each.getKey(), policy(each.getKey(), each.getValue()));
        }
        return new Settings.Policy(values);
    }

    private static Object policy(String key, ConfigValue value) {
        boolean isList = POLICY_LISTS.contains(key);
        if (isList
                && value.unwrapped() instanceof List<?> words
                && words.stream().allMatch(String.class::isInstance)) {
            return words.stream()
                    .map(word -> ((String) word).toLowerCase(Locale.ROOT))
                    .toList();
        }
        if (!isList && value.unwrapped() instanceof Number number) {
            return number;
        }
        throw new ConfigurationException("leakage.policy." + key + " = " + value.render() + ": expected "
                + (isList ? "a list of words, for example [lost_card, stolen_card]" : "a number"));
    }

    private Settings.Postgres postgres() {
        String schema = config.getString("publish.postgres.schema");
        if (!schema.matches("[a-z_][a-z0-9_]*")) {
            throw new ConfigurationException(
                    "publish.postgres.schema = " + schema + ": expected a plain lower-case name such as mart");
        }
        return new Settings.Postgres(
                config.getBoolean("publish.postgres.enabled"),
                login("publish.postgres"),
                timeouts("publish.postgres"),
                schema,
                atLeast("publish.postgres.keep-dates", 1),
                config.getBoolean("publish.postgres.take-over"));
    }

    private Settings.Monitor monitor() {
        return new Settings.Monitor(
                text("monitor.node-exporter-file").map(Path::of),
                text("monitor.run-log").map(Path::of));
    }

    private Settings.Desk desk() {
        int port = atLeast("desk.port", 0);
        if (port > 65_535) {
            throw new ConfigurationException("desk.port = " + port + ": expected 0 (any free one) to 65535");
        }
        return new Settings.Desk(
                config.getString("desk.host"), port, atLeast("desk.max-upload-mb", 1), atLeast("desk.max-rows", 1));
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

    private Optional<String> text(String path) {
        return config.hasPath(path) ? Optional.of(config.getString(path)) : Optional.empty();
    }

    private int atLeast(String path, int least) {
        int value = config.getInt(path);
        if (value < least) {
            throw new ConfigurationException(path + " = " + value + ": expected " + least + " or more");
        }
        return value;
    }

    private double share(String path) {
        double value = config.getDouble(path);
        if (!(value >= 0 && value <= 1)) {
            throw new ConfigurationException(path + " = " + value + ": expected a share between 0 and 1");
        }
        return value;
    }

    private String oneOf(String path, Set<String> allowed) {
        String value = config.getString(path);
        if (!allowed.contains(value)) {
            throw new ConfigurationException(
                    path + " = " + value + ": expected one of " + String.join(", ", new java.util.TreeSet<>(allowed)));
        }
        return value;
    }
}

package io.arrears.model.store;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.config.Json;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.model.data.ModelTask;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.judge.DriftRow;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Versions of models under {@code <lake>/models/<task>/<version>/}: the fitted model, the card, golden rows, and the
 * SHA-256 of every file. A version is written aside and renamed in, then never changed; loading refuses one that was.
 */
public final class ModelStore {

    private static final String CARD = "card.json";
    private static final String GOLDEN = "golden.json";
    private static final String MODEL = "model.json";
    private static final String BACKTESTS = "backtests";
    private static final String FOLLOW_UPS = "follow-ups";
    private static final String TUNINGS = "tunings";
    private static final String HASHES = "sha256.txt";
    private static final String VERSION = "\\d{8}-[0-9a-f]{12}";

    private final Path root;
    private final StoreFiles files;

    public ModelStore(Lake lake) {
        this(lake.root(), lake.hadoop());
    }

    /** The store of a lake without a Spark session: models score without one. */
    public ModelStore(String lakeRoot, Configuration hadoop) {
        this.root = new Path(lakeRoot, "models");
        this.files = new StoreFiles(root, hadoop);
    }

    StoreFiles files() {
        return files;
    }

    Path folder(ModelTask task) {
        return new Path(root, task.folder());
    }

    private Path folder(ModelTask task, String version) {
        if (!version.matches(VERSION)) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST,
                    "'" + version + "' is no model version: expected a name such as "
                            + "20251231-0123456789ab; `models` lists them");
        }
        return new Path(folder(task), version);
    }

    /** Versions of a task, the newest as-of day last. */
    public List<String> versions(ModelTask task) {
        return files.names(folder(task)).stream()
                .filter(name -> name.matches(VERSION))
                .toList();
    }

    /** The newest day no later than the given one for which a version exists, fitted or not. */
    public Optional<LocalDate> newestTraining(ModelTask task, AsOf asOf) {
        return versions(task).stream()
                .map(version -> LocalDate.parse(version.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE))
                .filter(day -> !day.isAfter(asOf.date()))
                .max(Comparator.naturalOrder());
    }

    /** The card of a version. */
    public ModelCard card(ModelTask task, String version) {
        Path card = new Path(folder(task, version), CARD);
        if (!files.exists(card)) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST,
                    "the model store has no " + card + ": `models` lists the versions of " + task.taskName());
        }
        return read(card, ModelCard.class);
    }

    /** Stores a version unless it is there already: the same name means the same data and configuration. */
    public void save(ModelTask task, ModelCard card, Optional<FittedModel> model, GoldenRows golden) {
        Path target = folder(task, card.version());
        if (files.exists(target)) {
            return;
        }
        Path aside = new Path(folder(task), ".writing-" + card.version());
        files.delete(aside);
        files.write(new Path(aside, CARD), Json.text(card));
        if (model.isPresent()) {
            files.write(new Path(aside, MODEL), Json.text(model.get()));
            files.write(new Path(aside, GOLDEN), Json.text(golden));
        }
        String hashes = files.hashes(aside).entrySet().stream()
                .map(file -> file.getValue() + "  " + file.getKey() + "\n")
                .collect(Collectors.joining());
        files.write(new Path(aside, HASHES), hashes);
        files.rename(aside, target);
    }

    /**
     * Stores what a backtest of a version found, in place of an earlier one: it is beside the version, not part of it.
     */
    public void saveBacktest(ModelTask task, Backtest backtest) {
        Path file = backtestOf(task, backtest.version());
        files.delete(file);
        files.write(file, Json.text(backtest));
    }

    /** Stores what had become of earlier days' scores when a version was trained. */
    public void saveFollowUp(ModelTask task, String version, List<DriftRow> rows) {
        Path file = new Path(new Path(folder(task), FOLLOW_UPS), version + ".json");
        files.delete(file);
        files.write(file, Json.text(new FollowedUp(rows)));
    }

    /** What had become of earlier days' scores when the version was trained. */
    public List<DriftRow> followUp(ModelTask task, String version) {
        Path file = new Path(new Path(folder(task), FOLLOW_UPS), version + ".json");
        return files.exists(file) ? read(file, FollowedUp.class).rows() : List.of();
    }

    /** Stores what a search for parameters chose, in place of one for the same day. */
    public void saveTuning(ModelTask task, Tuning tuning) {
        Path file = new Path(new Path(folder(task), TUNINGS), tuning.asOf() + ".json");
        files.delete(file);
        files.write(file, Json.text(tuning));
    }

    /** What searches chose, the oldest day first. */
    public List<Tuning> tunings(ModelTask task) {
        Path found = new Path(folder(task), TUNINGS);
        return files.names(found).stream()
                .filter(name -> name.endsWith(".json"))
                .map(name -> read(new Path(found, name), Tuning.class))
                .toList();
    }

    /** What the backtest of a version found, when there was one. */
    public Optional<Backtest> backtest(ModelTask task, String version) {
        Path file = backtestOf(task, version);
        return files.exists(file) ? Optional.of(read(file, Backtest.class)) : Optional.empty();
    }

    private Path backtestOf(ModelTask task, String version) {
        return new Path(new Path(folder(task), BACKTESTS), version + ".json");
    }

    /**
     * Loads the model of a version.
     *
     * @throws ArrearsException when a file is missing, altered or added, or when golden rows score differently
     */
    public FittedModel load(ModelTask task, String version) {
        Path folder = folder(task, version);
        verify(task, version);
        FittedModel model = read(new Path(folder, MODEL), FittedModel.class);
        read(new Path(folder, GOLDEN), GoldenRows.class).check(model, folder.toString());
        return model;
    }

    private <T> T read(Path file, Class<T> type) {
        return Json.read(files.read(file), type, file.toString());
    }

    /** Compares every file of a version with the hash stored beside it. */
    public void verify(ModelTask task, String version) {
        Path folder = folder(task, version);
        Path list = new Path(folder, HASHES);
        if (!files.exists(list)) {
            throw refused(folder, HASHES + " is missing");
        }
        TreeMap<String, String> expected = new TreeMap<>();
        files.read(list).lines().map(line -> line.split("  ", 2)).forEach(line -> expected.put(line[1], line[0]));
        TreeMap<String, String> found = hashes(folder);
        found.remove(HASHES);
        for (String file : expected.keySet()) {
            if (!found.containsKey(file)) {
                throw refused(folder, file + " is missing");
            }
            if (!found.get(file).equals(expected.get(file))) {
                throw refused(
                        folder,
                        file + " was altered: its SHA-256 is " + found.get(file) + ", stored is " + expected.get(file));
            }
        }
        found.keySet().removeAll(expected.keySet());
        if (!found.isEmpty()) {
            throw refused(folder, found.firstKey() + " does not belong to it");
        }
        if (!card(task, version).version().equals(version)
                || !card(task, version).task().equals(task.taskName())) {
            throw refused(
                    folder,
                    "its card is that of " + card(task, version).task() + " "
                            + card(task, version).version());
        }
    }

    private TreeMap<String, String> hashes(Path folder) {
        try {
            return files.hashes(folder);
        } catch (UncheckedIOException e) {
            throw new ArrearsException(
                    ExitCode.FAILED,
                    "model " + folder + " is refused: a file cannot be read, "
                            + e.getCause().getMessage() + "; restore it from a copy, or roll back to another version",
                    e);
        }
    }

    private static ArrearsException refused(Path folder, String why) {
        return new ArrearsException(
                ExitCode.FAILED,
                "model " + folder + " is refused: " + why
                        + "; restore it from a copy, or roll back to another version");
    }
}

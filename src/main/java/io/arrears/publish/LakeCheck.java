package io.arrears.publish;

import io.arrears.lake.Lake;
import io.arrears.lake.LakeFiles;
import io.arrears.lake.PlainTables;
import io.arrears.lake.Pointers;
import io.arrears.lake.Publication;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.model.data.ModelTask;
import io.arrears.model.store.ModelStore;
import io.arrears.pipeline.SideBySide;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/**
 * Reads every file that a published figure depends on and compares it with its checksums: the slices the pointers name,
 * the plain published tables, the logs of all tables, the models. Writes nothing. Spark throws checked exceptions that
 * no method declares, so every exception of a read is caught.
 */
public final class LakeCheck {

    /**
     * What was found.
     *
     * @param days that are published; without one there is nothing to check but logs
     * @param damaged a line for each damaged file or model: which, and what is wrong with it
     * @param advice a line for each thing to do about it
     */
    public record Result(long files, long bytes, int days, List<String> damaged, List<String> advice) {}

    private record Slice(Table table, RunId run) {}

    private final Lake lake;
    private final LakeFiles files;
    private final ModelStore models;
    private final AtomicLong filesRead = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final List<String> damaged = new ArrayList<>();
    private final Set<String> advice = new TreeSet<>();
    private final Map<Table, List<LakeFiles.Stored>> data = new HashMap<>();
    private final Set<Table> brokenLogs = EnumSet.noneOf(Table.class);
    private final Map<Slice, List<String>> checked = new HashMap<>();

    public LakeCheck(SparkSession spark, Lake lake) {
        this.lake = lake;
        this.files = new LakeFiles(spark);
        this.models = new ModelStore(lake);
    }

    /** Reads it all; takes as long as reading. */
    public Result run() {
        for (Table table : Table.values()) {
            checkLog(table);
        }
        List<Publication> history = history();
        for (Table table : Table.values()) {
            if (table.isLog() && lake.exists(table) && !brokenLogs.contains(table)) {
                note(
                        table.sqlName(),
                        damages(table, file -> true),
                        "restore " + relative(lake.path(table))
                                + " from a copy: it is the record of what ran, and no run makes it anew");
            }
        }
        checkSlices(history);
        for (Table mart : Table.publishedMarts()) {
            checkPublished(mart, history);
        }
        for (ModelTask task : ModelTask.values()) {
            models.versions(task).forEach(version -> checkModel(task, version));
        }
        int days = Pointers.current(history, Long.MAX_VALUE).size();
        return new Result(filesRead.get(), bytesRead.get(), days, List.copyOf(damaged), List.copyOf(advice));
    }

    private void checkLog(Table table) {
        String folder = lake.path(table);
        List<String> found = damages(files.log(folder), file -> true);
        if (!found.isEmpty()) {
            brokenLogs.add(table);
        }
        note(
                table.sqlName(),
                found,
                "restore " + relative(folder) + "/_delta_log from a copy, or begin a new lake folder by a backfill");
    }

    private List<Publication> history() {
        try {
            return new Pointers(lake).history();
        } catch (Exception e) {
            note(
                    Table.OPS_PUBLISHED.sqlName(),
                    List.of("cannot be read: " + firstLine(e)),
                    "restore " + relative(lake.path(Table.OPS_PUBLISHED))
                            + " from a copy: without it no slice is known to be published");
            return List.of();
        }
    }

    private void checkSlices(List<Publication> history) {
        TreeMap<LocalDate, Publication> current = Pointers.current(history, Long.MAX_VALUE);
        Map<Slice, Set<LocalDate>> days = new HashMap<>();
        current.forEach((day, publication) -> publication.slices().forEach((table, run) -> days.computeIfAbsent(
                        new Slice(table, run), any -> new TreeSet<>())
                .add(day)));
        Set<LocalDate> broken = new TreeSet<>();
        days.entrySet().stream()
                // A damaged log is reported already, with all that it makes unreadable.
                .filter(each -> !brokenLogs.contains(each.getKey().table()))
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Slice::table)
                        .thenComparing(slice -> slice.run().text())))
                .forEach(each -> {
                    List<String> found = damages(each.getKey());
                    String where = each.getKey().table().sqlName() + ", " + days(each.getValue()) + ", run "
                            + each.getKey().run();
                    found.forEach(line -> damaged.add(where + ", " + line));
                    if (!found.isEmpty()) {
                        broken.addAll(each.getValue());
                    }
                });
        Map<Table, Set<RunId>> cleaned = broken.isEmpty() ? Map.of() : Clean.cleaned(lake);
        broken.forEach(day -> advice.add(day + ": "
                + earlier(day, current.get(day), history, cleaned)
                        .map(run -> "`arrears rollback --to " + run
                                + "` publishes again what that run had published, whose slices "
                                + "are whole; or compute the day anew by `arrears run --as-of " + day + "`")
                        .orElse("no earlier run of this day has whole slices: compute it anew by `arrears run --as-of "
                                + day + "`")));
    }

    private static String days(Set<LocalDate> days) {
        return String.join(" ", days.stream().map(LocalDate::toString).toList());
    }

    /** The newest other run that published the day and whose slices are all still there and whole. */
    private Optional<RunId> earlier(
            LocalDate day, Publication current, List<Publication> history, Map<Table, Set<RunId>> cleaned) {
        Set<RunId> tried = new TreeSet<>(Comparator.comparing(RunId::text).reversed());
        history.stream()
                .filter(each -> each.asOf().date().equals(day) && !each.run().equals(current.run()))
                .forEach(each -> tried.add(each.run()));
        return tried.stream()
                .filter(
                        run -> history.stream()
                                .filter(each -> each.run().equals(run))
                                .findFirst()
                                .orElseThrow()
                                .slices()
                                .entrySet()
                                .stream()
                                .allMatch(slice -> !cleaned.getOrDefault(slice.getKey(), Set.of())
                                                .contains(slice.getValue())
                                        && damages(new Slice(slice.getKey(), slice.getValue()))
                                                .isEmpty()))
                .findFirst();
    }

    private List<String> damages(Slice slice) {
        if (brokenLogs.contains(slice.table())) {
            return List.of("its log is damaged");
        }
        return checked.computeIfAbsent(
                slice,
                any -> lake.exists(slice.table())
                        ? damages(slice.table(), file -> slice.run()
                                .text()
                                .equals(file.partition().get(Lake.RUN)))
                        : List.of("the folder " + relative(lake.path(slice.table())) + " is gone"));
    }

    private List<String> damages(Table table, Predicate<LakeFiles.Stored> wanted) {
        try {
            return damages(data.computeIfAbsent(table, any -> files.data(lake.path(table))), wanted);
        } catch (Exception e) {
            return List.of("its log cannot be read: " + firstLine(e));
        }
    }

    private void checkPublished(Table mart, List<Publication> history) {
        if (!new PlainTables(lake).exists(mart)) {
            return;
        }
        String folder = lake.publishedPath(mart);
        String name = "published " + mart.sqlName();
        List<String> found = new ArrayList<>(damages(files.log(folder), file -> true));
        try {
            if (found.isEmpty()) {
                found.addAll(damages(files.data(folder), file -> true));
            }
        } catch (Exception e) {
            found.add("its log cannot be read: " + firstLine(e));
        }
        String newest = history.isEmpty()
                ? ""
                : ", or `arrears rollback --to "
                        + history.get(history.size() - 1).run() + "`,";
        note(
                name,
                found,
                "delete the folder " + relative(folder) + ": the next run" + newest
                        + " writes it again from the slices of " + mart.sqlName());
    }

    private void checkModel(ModelTask task, String version) {
        filesRead.incrementAndGet();
        try {
            models.verify(task, version);
        } catch (Exception e) {
            note(
                    "model " + task.taskName() + " " + version,
                    List.of(firstLine(e)),
                    "restore the model from a copy, or train again by `arrears run --train`");
        }
    }

    private List<String> damages(List<LakeFiles.Stored> all, Predicate<LakeFiles.Stored> wanted) {
        List<LakeFiles.Stored> chosen = all.stream().filter(wanted).toList();
        filesRead.addAndGet(chosen.size());
        bytesRead.addAndGet(
                chosen.stream().mapToLong(file -> Math.max(0, file.bytes())).sum());
        List<Optional<String>> found = SideBySide.map(chosen, files::damage);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            String file = relative(chosen.get(i).path().toUri().getPath());
            found.get(i).ifPresent(why -> lines.add("file " + file + ": " + why));
        }
        return lines;
    }

    private void note(String what, List<String> found, String todo) {
        found.forEach(line -> damaged.add(what + ", " + line));
        if (!found.isEmpty()) {
            advice.add(what + ": " + todo);
        }
    }

    /** From the folder of the lake on: what comes before it is the same for all. */
    private String relative(String path) {
        int at = path.indexOf(lake.root());
        return at < 0 ? path : path.substring(at + lake.root().length() + 1);
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
    }
}

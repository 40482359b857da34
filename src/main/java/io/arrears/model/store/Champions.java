package io.arrears.model.store;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.config.Json;
import io.arrears.lake.AsOf;
import io.arrears.model.data.ModelTask;
import io.arrears.model.judge.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Which version of a task scores: a log of decisions, one small file each, only ever appended to. A day sees the newest
 * decision that was made for it or for an earlier day, so a backfill neither sees nor changes what later days decided.
 */
public final class Champions {

    public static final String INSUFFICIENT = "insufficient_data";

    /**
     * @param sequence grows by one with each decision
     * @param effectiveFrom first as-of day the decision counts for
     * @param champion the version that scores from then on, null while there is none
     * @param challenger the version the decision was about
     * @param action promoted, kept, insufficient_data, promoted_by_hand or rolled_back
     * @param verdict on the champion, on the rows the decision was made on; null: that of its own card
     */
    public record Decision(
            int sequence,
            AsOf effectiveFrom,
            String champion,
            String challenger,
            String action,
            String reason,
            Verdict verdict) {}

    private final ModelStore store;
    private final ModelTask task;

    public Champions(ModelStore store, ModelTask task) {
        this.store = store;
        this.task = task;
    }

    /** All decisions, the one that counts for the latest days last. */
    public List<Decision> decisions() {
        return store.files().names(folder()).stream()
                .filter(name -> name.endsWith(".json"))
                .map(name -> new Path(folder(), name))
                .map(file -> Json.read(store.files().read(file), Decision.class, file.toString()))
                .sorted(Comparator.comparing(Decision::effectiveFrom).thenComparing(Decision::sequence))
                .toList();
    }

    /** The decision a day sees. */
    public Optional<Decision> at(AsOf asOf) {
        return decisions().stream()
                .filter(decision -> decision.effectiveFrom().compareTo(asOf) <= 0)
                .reduce((first, second) -> second);
    }

    /** The newest verdict on a version as champion that a day sees; empty when no decision said one. */
    public Optional<Verdict> verdict(AsOf asOf, String champion) {
        return decisions().stream()
                .filter(decision -> decision.effectiveFrom().compareTo(asOf) <= 0
                        && champion.equals(decision.champion())
                        && decision.verdict() != null)
                .map(Decision::verdict)
                .reduce((first, second) -> second);
    }

    /** Makes a version the champion of the newest days, whatever the gate said. */
    public Decision promote(String version, String reason) {
        ModelCard card = store.card(task, version);
        if (!card.fitted()) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST,
                    task.taskName() + " " + version + " holds no model (" + card.reason()
                            + "): promote a version whose verdict is not " + card.verdict());
        }
        store.verify(task, version);
        List<Decision> all = decisions();
        AsOf newest =
                all.isEmpty() ? card.trainedAsOf() : all.get(all.size() - 1).effectiveFrom();
        AsOf from = newest.compareTo(card.trainedAsOf()) > 0 ? newest : card.trainedAsOf();
        return append(from, version, version, "promoted_by_hand", reason);
    }

    /** Makes the champion before the present one champion again. */
    public Decision rollback(String reason) {
        List<Decision> all = decisions();
        String present = all.isEmpty() ? null : all.get(all.size() - 1).champion();
        String before = all.stream()
                .map(Decision::champion)
                .filter(version -> version != null && !version.equals(present))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new ArrearsException(
                        ExitCode.BAD_REQUEST,
                        task.taskName() + " has had no other champion than " + present + ": nothing to roll back to"));
        store.verify(task, before);
        return append(all.get(all.size() - 1).effectiveFrom(), before, present, "rolled_back", reason);
    }

    /** Appends a decision that says nothing new about the champion. */
    public Decision append(AsOf effectiveFrom, String champion, String challenger, String action, String reason) {
        return append(effectiveFrom, champion, challenger, action, reason, null);
    }

    /** Appends a decision; the arguments are those of {@link Decision}. */
    public Decision append(
            AsOf effectiveFrom, String champion, String challenger, String action, String reason, Verdict verdict) {
        int sequence =
                1 + decisions().stream().mapToInt(Decision::sequence).max().orElse(0);
        Decision decision = new Decision(sequence, effectiveFrom, champion, challenger, action, reason, verdict);
        store.files().write(new Path(folder(), "%06d.json".formatted(sequence)), Json.text(decision));
        return decision;
    }

    private Path folder() {
        return new Path(store.folder(task), "champion");
    }
}

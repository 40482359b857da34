package io.arrears.model;

import io.arrears.model.judge.Judged;
import io.arrears.model.judge.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a challenger replaces the champion. Both are judged by the same limits on the same calibration rows: the
 * challenger by calibrators that did not see the row, the champion as it would score it. The test period chooses
 * nothing.
 *
 * @param promoted whether it does
 * @param verdict on the model that scores from now on, on these rows; null where a leak is suspected and nothing
 *     changes
 * @param reason why, with the figures
 */
public record Gate(boolean promoted, Verdict verdict, String reason) {

    /**
     * @param suspects features of the challenger that are too good to be true
     * @param champion the champion on the same rows; empty when there is no champion that can score them
     * @param sameAlgorithm whether the champion is of the same algorithm: newer data are reason enough to replace it,
     *     another algorithm has to be better
     */
    static Gate judge(List<String> suspects, Judged challenger, Optional<Judged> champion, boolean sameAlgorithm) {
        Verdict own = challenger.verdict();
        if (!suspects.isEmpty()) {
            return new Gate(false, champion.map(Judged::verdict).orElse(null), String.join("; ", suspects));
        }
        if (champion.isEmpty()) {
            return new Gate(true, own, "no champion that can score; " + own + ": " + challenger.reason());
        }
        Verdict other = champion.get().verdict();
        if (own != other) {
            boolean better = own.compareTo(other) < 0;
            return new Gate(
                    better,
                    better ? own : other,
                    "%s by verdict: the champion is %s on the same calibration rows, the challenger %s, %s"
                            .formatted(better ? "better" : "worse", other, own, challenger.reason()));
        }
        return own == Verdict.OK
                ? byLoss(challenger, champion.get(), sameAlgorithm)
                : byOrder(challenger, champion.get(), sameAlgorithm);
    }

    private static Gate byLoss(Judged challenger, Judged champion, boolean sameAlgorithm) {
        double[] lead = challenger.lead(champion, "log_loss");
        return decided(challenger.verdict(), lead[1] < 0, lead[0] > 0, sameAlgorithm, figures("log loss", lead));
    }

    /** Neither gives probabilities. */
    private static Gate byOrder(Judged challenger, Judged champion, boolean sameAlgorithm) {
        double[] lead = challenger.lead(champion, "roc_auc");
        return decided(challenger.verdict(), lead[0] > 0, lead[1] < 0, sameAlgorithm, figures("ROC-AUC", lead));
    }

    private static Gate decided(Verdict verdict, boolean better, boolean worse, boolean sameAlgorithm, String figures) {
        if (!sameAlgorithm) {
            return better
                    ? new Gate(true, verdict, "better: " + figures)
                    : new Gate(false, verdict, "another algorithm, and no better: " + figures);
        }
        return worse ? new Gate(false, verdict, "worse: " + figures) : new Gate(true, verdict, "not worse: " + figures);
    }

    private static String figures(String metric, double[] lead) {
        return String.format(
                Locale.ROOT,
                "%s minus the champion's is between %.4f and %.4f on the same calibration rows",
                metric,
                lead[0],
                lead[1]);
    }
}

package io.arrears.cli;

import io.arrears.leakage.ControlCatalogue;
import picocli.CommandLine.Command;

/** {@code arrears controls}: the leakage controls, with what they need and which policies they follow. */
@Command(
        name = "controls",
        mixinStandardHelpOptions = true,
        description = "show the leakage controls and what they need")
public final class ControlsCommand implements Runnable {

    @Override
    public void run() {
        for (ControlCatalogue.Listing control : ControlCatalogue.load().listing()) {
            System.out.printf(
                    "%-4s %-46s type %s, %s, one finding per %s%n     needs %s%s%n",
                    control.id(),
                    control.title(),
                    control.type(),
                    control.severity(),
                    control.entity(),
                    control.needs(),
                    control.policy().isEmpty() ? "" : "; policy " + control.policy());
        }
    }
}

package io.arrears.notebook;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Where a notebook's tables go: into the page where a Jupyter kernel shows HTML, else printed as text. */
interface Screen {

    /** The class of the Java kernel with {@code display(type, content)}; only there inside Jupyter. */
    String KERNEL = "org.rapaio.jupyter.kernel.global.Global";

    void show(Sheet sheet);

    /** The kernel's when this process is one, else the stream. */
    static Screen of(PrintStream out) {
        try {
            return inPage(Class.forName(KERNEL).getMethod("display", String.class, Object.class));
        } catch (ClassNotFoundException noKernel) {
            return sheet -> out.print(sheet.text());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    "the Jupyter kernel has no display(type, content): install the one of "
                            + "scripts/install-notebook-kernel",
                    e);
        }
    }

    /** @param display static, takes a media type and what to show */
    static Screen inPage(Method display) {
        return sheet -> {
            try {
                display.invoke(null, "text/html", sheet.html());
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("the Jupyter kernel cannot show a table: " + e.getCause(), e);
            }
        };
    }
}

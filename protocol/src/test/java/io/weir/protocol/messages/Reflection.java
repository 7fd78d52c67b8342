package io.weir.protocol.messages;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Calls by name, for the tests that treat all messages alike. */
final class Reflection {

    private static final Map<String, Method> METHODS = new ConcurrentHashMap<>();

    private Reflection() {}

    /** Calls the public method of this name and number of arguments; what it throws unchecked comes out as it is. */
    static Object call(Class<?> type, @Nullable Object target, String name, @Nullable Object... arguments) {
        Method method = method(type, name, arguments.length);
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(method + " failed", e);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    static Method method(Class<?> type, String name, int arguments) {
        return METHODS.computeIfAbsent(
                type.getName() + "." + name + "/" + arguments,
                key -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals(name) && method.getParameterCount() == arguments)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("No method " + key)));
    }

    static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    static Object create(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}

package io.github.threetierecs.internal.blueprint;

/**
 * A glyph for each kind of part: strokes on a field of 24 by 24, our own, since AWS's icons may not
 * be changed or redrawn. Those of a family look alike: what answers requests is a box, what stores
 * something a cylinder, what protects something a shield or a lock.
 */
final class Glyphs {

  private static final String CYLINDER = "M5 6c0-4 14-4 14 0v12c0 4-14 4-14 0zM5 6c0 4 14 4 14 0";
  private static final String SHIELD = "M12 3l8 3v5c0 5-3 8-8 10c-5-2-8-5-8-10V6z";
  private static final String PAGE = "M6 3h9l4 4v14H6zM15 3v4h4";
  private static final String CLOUD = "M7 18a4 4 0 0 1 0-8a6 6 0 0 1 11 1a3.500 3.500 0 0 1 0 7z";

  private Glyphs() {}

  static String of(PartKind kind) {
    return switch (kind) {
      case USER -> "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4 21c0-9 16-9 16 0";
      case INTERNET ->
          "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c-6 6-6 12 0 18M12 3c6 6 6 12 0 18";
      case INTERNET_GATEWAY -> "M4 21V10a8 8 0 0 1 16 0v11M9 21v-9a3 3 0 0 1 6 0v9M3 21h18";
      case RECORD -> "M3 5h11l7 7l-7 7H3zM7 10h6M7 14h6";
      case HOSTED_ZONE -> "M3 5h11l7 7l-7 7H3zM10 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6";
      case CERTIFICATE -> "M4 4h16v11H4zM8 8h8M8 11h5M15 13a3 3 0 1 0 2 0M14 18v4l2-1l2 1v-4";
      case WEB_ACL -> SHIELD + "M8 9h8M8 12h8M9 15h6";
      case LOAD_BALANCER -> "M4 12h5M9 12l7-7M9 12h9M9 12l7 7M16 5h4M16 19h4M18 9l3 3l-3 3";
      case LISTENER -> "M4 8v8M8 6v12M12 12h8M17 9l3 3l-3 3";
      case SERVICE -> "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z";
      case WORKER -> "M4 7h10v10H4zM17 12h4M19 10v4M7 12h4";
      case JOB -> "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16M12 8v4l3 2";
      case TASK_CONTAINER -> "M3 7l9-4l9 4v10l-9 4l-9-4zM3 7l9 4l9-4M12 11v10";
      case CLUSTER -> "M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4";
      case CAPACITY -> "M3 9h12v12H3zM7 9V5h12v12h-4M11 5V2h11v11h-3";
      case INSTANCE ->
          "M6 6h12v12H6zM10 6V3M14 6V3M10 21v-3M14 21v-3M6 10H3M6 14H3M21 10h-3M21 14h-3";
      case FUNCTION -> "M5 4h4l7 16h4M11 10l-6 10";
      case DATABASE -> CYLINDER + "M5 12c0 4 14 4 14 0";
      case READ_REPLICA -> CYLINDER + "M9 14h6M12 11v6";
      case PROXY -> "M12 4l8 8l-8 8l-8-8zM8 12h8M13 9l3 3l-3 3";
      case VPC -> CLOUD + "M9 14h6";
      case SUBNET -> "M3 5h18v14H3zM3 12h18M12 5v14";
      case NAT_GATEWAY -> "M4 4h16v16H4zM8 9h8M13 6l3 3l-3 3M16 15H8M11 12l-3 3l3 3";
      case ENDPOINT -> "M4 12h8M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M16 12h4M20 7v10";
      case SECURITY_GROUP -> SHIELD;
      case PUBLIC_ADDRESS -> "M12 21c-9-10-7-18 0-18s9 8 0 18M12 7a3 3 0 1 0 0 6a3 3 0 1 0 0-6";
      case NAMESPACE -> "M4 4h16v16H4zM8 15V9l8 6V9";
      case SECRET -> "M6 11h12v10H6zM9 11V7a3 3 0 0 1 6 0v4M12 15v3";
      case PARAMETER -> "M4 7h16M4 12h16M4 17h16M8 5v4M15 10v4M10 15v4";
      case KEY -> "M8 8a5 5 0 1 0 0 8a5 5 0 0 0 0-8M12 12h9v4M17 12v3";
      case ROLE -> "M12 3a3 3 0 1 0 0 6a3 3 0 1 0 0-6M6 15c0-6 12-6 12 0M4 18h16v3H4z";
      case LOG_GROUP -> PAGE + "M9 11h7M9 14h7M9 17h4";
      case ALARM -> "M6 17c2-2 1-10 6-10s4 8 6 10zM10 20h4M12 4v3M4 6l2-2M20 6l-2-2";
      case DASHBOARD -> "M3 4h18v16H3zM7 16v-4M12 16V8M17 16v-6";
      case TOPIC -> "M4 10v4h4l8 5V5l-8 5zM19 9c2 2 2 4 0 6";
      case QUEUE -> "M3 7h18v10H3zM8 7v10M13 7v10M18 7v10";
      case EVENT_RULE -> "M13 3L5 14h6l-1 7l8-11h-6z";
      case STATE_MACHINE -> "M9 3h6v5H9zM4 15h6v5H4zM14 15h6v5h-6zM11 8l-4 7M13 8l4 7";
      case BUCKET -> "M4 6h16l-2 15H6zM4 6c0-3 16-3 16 0";
      case TABLE -> "M3 4h18v16H3zM3 9h18M3 14h18M9 4v16";
      case FILE_SYSTEM -> "M3 6h7l2 3h9v11H3zM3 9h9";
      case CACHE -> CYLINDER + "M13 10l-3 4h4l-3 4";
      case BACKUP -> "M4 5h16v15H4zM12 9a4 4 0 1 0 0 7a4 4 0 0 0 0-7M12 12l2-2";
      case IMAGE_REPOSITORY -> "M3 8l9-5l9 5l-9 5zM3 12l9 5l9-5M3 16l9 5l9-5";
      case NESTED_STACK -> "M3 3h13v13H3zM8 16v5h13V8h-5";
      case OTHER -> "M4 4h16v16H4zM9 10c0-4 6-4 6 0c0 2-3 2-3 4M12 17v1";
    };
  }
}

"""What the interactive chart says: every word of its buttons, hints and announcements, in the language in use."""

from __future__ import annotations

from toolkit.language import text


def words() -> dict[str, str]:
    """Return key -> words; `{name}` in them is filled in by the chart.

    >>> words()["expand"]
    'Expand'
    """
    return _buttons() | _hints() | _cards() | _said()


def _buttons() -> dict[str, str]:
    return {
        "toolbar": text("Tools of the chart"),
        "search": text("Find an entity"),
        "expand": text("Expand"),
        "hide": text("Hide"),
        "only_these": text("Only these"),
        "show_all": text("Show all"),
        "find_path": text("Path"),
        "make_group": text("Group"),
        "ungroup": text("Ungroup"),
        "undo": text("Undo"),
        "redo": text("Redo"),
        "arrange": text("Arrange"),
        "fit": text("Fit"),
        "size_by": text("Size by"),
        "colour_by": text("Colour by"),
        "none": text("nothing"),
        "png": "PNG",
        "svg": "SVG",
    }


def _hints() -> dict[str, str]:
    return {
        "expand_help": text("Show the hidden entities linked to the selection (key E)"),
        "hide_help": text("Hide the selection (key H)"),
        "only_these_help": text("Hide all but the selection (key O)"),
        "show_all_help": text("Show every entity and the whole period (key A)"),
        "find_path_help": text("Shortest path between two selected entities over the links shown (key P)"),
        "make_group_help": text("Put the selection into a box (key G)"),
        "ungroup_help": text("Take away the box of the selection (key U)"),
        "undo_help": text("Take back the last step (Ctrl+Z)"),
        "redo_help": text("Take the step again (Ctrl+Y)"),
        "arrange_help": text("Lay out anew what is shown (key L)"),
        "fit_help": text("Bring the selection, or all, into view (key F)"),
        "png_help": text("Save the whole chart as a PNG picture"),
        "svg_help": text("Save the whole chart as an SVG drawing"),
        "keys_hint": text(
            "Arrow keys go from entity to entity, Space selects, Shift with an arrow moves the chart, + and - zoom, "
            "/ searches, Escape clears"
        ),
    }


def _cards() -> dict[str, str]:
    return {
        "chart": text("link chart"),
        "chart_label": text("{title}. {nodes} entities, {links} links. Use the arrow keys."),
        "card": text("Card"),
        "card_hint": text("Select an entity or a link to read its card. Shift and click selects several."),
        "chosen": text("{count} entities selected"),
        "in_group": text("group: {group}"),
        "link_count": text("links: {count}"),
        "more": text("and {count} more"),
        "strength": text("strength {value}"),
        "records_wait": text("The records are read from Python; this needs a running kernel."),
        "hidden_now": text("(hidden)"),
        "period": text("Period"),
        "first_day": text("First day"),
        "last_day": text("Last day"),
        "legend": text("Legend"),
        "counts": text("{nodes} of {all_nodes} entities and {links} of {all_links} links are shown"),
        "group_called": text("Name of the group"),
        "found": text("Entities found"),
    }


def _said() -> dict[str, str]:
    return {
        "moved": text("Moved"),
        "expanded": text("{count} entities expanded"),
        "nothing_to_expand": text("Select an entity with hidden neighbours first; its name says how many, as +3"),
        "select_first": text("Select one or more entities first"),
        "hid": text("{count} entities hidden"),
        "only": text("{count} entities kept"),
        "all_shown": text("Everything is shown"),
        "shown": text("{name} is shown"),
        "path_needs_two": text("Select exactly two entities for a path"),
        "no_path": text("No path from {from} to {to} over the links shown"),
        "path": text("Links on the path: {count}. {names}"),
        "group_needs_two": text("Select two or more entities to group them"),
        "group_name": text("Group {number}"),
        "grouped": text("{name}: {count} entities grouped"),
        "no_group": text("Select a group, or one of its entities, first"),
        "ungrouped": text("{names} taken apart"),
        "renamed": text("Now called {name}"),
        "computing": text("Python is computing"),
        "formatted": text("Formatted by {measure}"),
        "plain": text("Formatting taken off"),
        "arranged": text("Laid out anew"),
        "undone": text("Undone: {step}"),
        "redone": text("Done again: {step}"),
        "nothing_to_undo": text("Nothing to undo"),
        "nothing_to_redo": text("Nothing to do again"),
        "saved": text("Saved as {file}"),
        "found_count": text("{count} found"),
        "beyond": text("hidden neighbours: {count}"),
        "nobody_there": text("No entity further that way"),
    }

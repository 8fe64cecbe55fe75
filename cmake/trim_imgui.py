"""trim_imgui.py IMGUI_FOLDER OUTPUT

Writes Dear ImGui's sources without what the web element never asks of them: a smaller download. The functions named below
lose their bodies, so the linker drops them and what they alone call. Keyboard navigation (Tab, arrows, SetKeyboardFocusHere), title
bars, resizing by hand, settings files, logs, cursors drawn in software, errors made good and CFF fonts are gone with them.
What is named here must be there: another version of Dear ImGui asks for another look.
"""

import re
import sys
from pathlib import Path

# What the functions are left with; "" is a return of nothing or zero.
BODIES = {
    "imgui.cpp": {
        # An item can still be made active, by ActivateItemByID.
        "ImGui::NavUpdate": "ImGuiContext& g = *GImGui; g.NavActivateFlags = g.NavNextActivateFlags; "
        "g.NavActivateId = g.NavActivateDownId = g.NavActivatePressedId = g.NavNextActivateId; g.NavNextActivateId = 0;",
        **dict.fromkeys(
            [
                "ImGui::NavEndFrame",
                "ImGui::NavProcessItem",
                "ImGui::NavInitWindow",
                "ImGui::NavMoveRequestSubmit",
                "ImGui::NavMoveRequestCancel",
                "ImGui::NavMoveRequestTryWrapping",
                "ImGui::NavCalcPreferredRefPos",
                "ImGui::RenderNavCursor",
                "ImGui::RenderMouseCursor",
                "ImGui::RenderWindowTitleBarContents",
                "ImGui::UpdateWindowManualResize",
                "ImGui::UpdateSettings",
                "ImGui::MarkIniSettingsDirty",
                "ImGui::CreateNewWindowSettings",
                "ImGui::FindWindowSettingsByID",
                "ImGui::AddSettingsHandler",
                "ImGui::SaveIniSettingsToDisk",
                "ImGui::LoadIniSettingsFromMemory",
                "ImGui::LogText",
                "ImGui::LogRenderedText",
                "ImGui::LogFinish",
                "ImGui::ErrorRecoveryTryToRecoverState",
                "ImGui::ErrorRecoveryTryToRecoverWindowState",
                "ImGui::ErrorLog",
                "ImGui::ErrorCheckEndFrameFinalizeErrorTooltip",
                "WindowSettingsHandler_ClearAll",
                "WindowSettingsHandler_ReadOpen",
                "WindowSettingsHandler_ReadLine",
                "WindowSettingsHandler_ApplyAll",
                "WindowSettingsHandler_WriteAll",
            ],
            "",
        ),
    },
    "imgui_draw.cpp": dict.fromkeys(["ImFontAtlasGetMouseCursorTexData"], ""),
    "imstb_truetype.h": dict.fromkeys(["stbtt__GetGlyphShapeT2", "stbtt__GetGlyphInfoT2", "stbtt__tesselate_cubic"], ""),
    "imgui_widgets.cpp": {},
}

# Within functions that stay: (what, what for it).
REPLACED = {
    "imgui.cpp": [('SetTooltip("...");', "")],  # of a thing dragged and dropped
    "imgui_draw.cpp": [("(atlas->Flags & ImFontAtlasFlags_NoMouseCursors)", "(true)")],
    "imstb_truetype.h": [
        ('cff = stbtt__find_table(data, fontstart, "CFF ");', "return 0;"),
        # The files of src/math/faces.cpp have neither glyphs made of others nor a cmap of another form than 12.
        ("else if (numberOfContours < 0)", "else if (false)"),
        *((f"if (format == {form})", "if (false)") for form in (0, 2, 4, 6)),
    ],
}


def trimmed(source, name, bodies, replaced):
    """`source` with new bodies; a definition begins and ends at the beginning of a line."""
    for old, new in replaced:
        if old not in source:
            sys.exit(f"{name} has no {old}")
        source = source.replace(old, new)
    for function, body in bodies.items():
        heads = list(re.finditer(rf"^(?!//)[^\n;]*\b{function}\([^;\n]*\)\n\{{\n", source, re.MULTILINE))
        if not heads:
            sys.exit(f"{name} has no {function}")
        for head in reversed(heads):
            end = source.index("\n}\n", head.end() - 1) + 3
            left = body or ("" if re.match(r"(static )?void\s", head[0]) else "return {};")
            source = f"{head[0].rstrip()} {left} }}\n".join([source[:head.start()], source[end:]])
    return source


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    imgui, output = Path(sys.argv[1]), Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)
    for file, functions in BODIES.items():
        text = (imgui / file).read_text(encoding="utf-8")
        (output / file).write_text(trimmed(text, file, functions, REPLACED.get(file, [])), encoding="utf-8")

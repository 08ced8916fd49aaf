//! The table of classes, continued: tiles.

use super::classes::Class;

pub(super) const TILE_CLASSES: &[Class] = &[
    (
        "ogcapi-tiles-1/1.0/conf/core",
        &[
            (
                "tiles, their template, their errors",
                "a_tileset_says_where_its_tiles_are_and_how_far_they_go",
            ),
            (
                "404 outside, 204 where nothing is",
                "outside_there_is_no_tile_and_inside_where_nothing_is_there_is_no_content",
            ),
            ("content", "a_tile_answers_the_question_that_items_answer"),
        ],
    ),
    (
        "ogcapi-tiles-1/1.0/conf/tileset",
        &[(
            "metadata and link to the tile matrix set",
            "a_tileset_says_where_its_tiles_are_and_how_far_they_go",
        )],
    ),
    (
        "ogcapi-tiles-1/1.0/conf/tilesets-list",
        &[(
            "list, with what each tileset says of itself",
            "tilesets_are_found_from_the_landing_page_and_from_each_collection",
        )],
    ),
    (
        "ogcapi-tiles-1/1.0/conf/dataset-tilesets",
        &[(
            "from the landing page",
            "tilesets_are_found_from_the_landing_page_and_from_each_collection",
        )],
    ),
    (
        "ogcapi-tiles-1/1.0/conf/geodata-tilesets",
        &[(
            "from each collection",
            "tilesets_are_found_from_the_landing_page_and_from_each_collection",
        )],
    ),
    (
        "ogcapi-tiles-1/1.0/conf/collections-selection",
        &[(
            "collections",
            "tiles_of_all_have_the_collections_that_were_asked_for_in_layers",
        )],
    ),
    (
        "ogcapi-tiles-1/1.0/conf/datetime",
        &[("datetime", "a_tile_answers_the_question_that_items_answer")],
    ),
    (
        "ogcapi-tiles-1/1.0/conf/mvt",
        &[
            (
                "encoding, as another reader sees it",
                "gdal_reads_every_layer_at_every_zoom",
            ),
            (
                "valid polygons",
                "every_polygon_of_every_collection_is_valid_at_every_zoom",
            ),
        ],
    ),
    (
        "ogcapi-tiles-1/1.0/conf/oas30",
        &[(
            "operations and parameters",
            "the_definition_describes_tiles_under_the_names_of_the_standard",
        )],
    ),
    (
        "tms/2.0/conf/tilematrixset",
        &[(
            "definitions",
            "the_tile_matrix_sets_are_listed_and_defined_to_the_last_matrix",
        )],
    ),
    (
        "tms/2.0/conf/json-tilematrixset",
        &[(
            "definitions",
            "the_tile_matrix_sets_are_listed_and_defined_to_the_last_matrix",
        )],
    ),
    (
        "tms/2.0/conf/tilematrixsetlimits",
        &[(
            "limits and metadata",
            "a_tileset_says_where_its_tiles_are_and_how_far_they_go",
        )],
    ),
    (
        "tms/2.0/conf/json-tilematrixsetlimits",
        &[(
            "limits and metadata",
            "a_tileset_says_where_its_tiles_are_and_how_far_they_go",
        )],
    ),
    (
        "tms/2.0/conf/tilesetmetadata",
        &[(
            "limits and metadata",
            "a_tileset_says_where_its_tiles_are_and_how_far_they_go",
        )],
    ),
    (
        "tms/2.0/conf/json-tilesetmetadata",
        &[(
            "limits and metadata",
            "a_tileset_says_where_its_tiles_are_and_how_far_they_go",
        )],
    ),
];

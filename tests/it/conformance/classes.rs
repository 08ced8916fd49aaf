//! The table of classes: what each requires, and which test holds it.

/// A class, and for each of its requirements in a few words a test.
pub(super) type Class = (&'static str, &'static [(&'static str, &'static str)]);

pub(super) const CLASSES: &[Class] = &[
    (
        "ogcapi-common-1/1.0/conf/core",
        &[
            (
                "landing page, API definition, conformance",
                "the_landing_page_leads_everywhere",
            ),
            (
                "unknown and wrong parameters are 400",
                "all_that_is_wrong_with_a_request_is_told_at_once",
            ),
            (
                "HTTP status codes and methods",
                "options_say_what_an_address_allows_and_404_where_nothing_is",
            ),
        ],
    ),
    (
        "ogcapi-common-1/1.0/conf/landing-page",
        &[("links", "the_landing_page_leads_everywhere")],
    ),
    (
        "ogcapi-common-1/1.0/conf/json",
        &[(
            "documents are JSON",
            "every_path_that_is_described_answers_and_every_reference_leads_somewhere",
        )],
    ),
    (
        "ogcapi-common-1/1.0/conf/html",
        &[(
            "each document is a page",
            "every_document_has_a_page_for_people_and_its_links_work",
        )],
    ),
    (
        "ogcapi-common-1/1.0/conf/oas30",
        &[(
            "definition",
            "the_api_is_described_literally_as_gdal_and_qgis_read_it",
        )],
    ),
    (
        "ogcapi-common-2/1.0/conf/collections",
        &[(
            "collections and their description",
            "every_collection_says_what_clients_need",
        )],
    ),
    (
        "ogcapi-common-2/1.0/conf/json",
        &[("JSON", "every_collection_says_what_clients_need")],
    ),
    (
        "ogcapi-common-2/1.0/conf/html",
        &[(
            "pages",
            "every_document_has_a_page_for_people_and_its_links_work",
        )],
    ),
    (
        "ogcapi-features-1/1.0/conf/core",
        &[
            ("limit", "a_limit_above_the_maximum_is_the_maximum"),
            (
                "bbox, datetime, parameters together",
                "random_questions_are_answered_as_a_naive_scan_answers_them",
            ),
            (
                "datetime response",
                "each_question_finds_what_the_table_says_and_all_that_has_no_time",
            ),
            (
                "next links, numberMatched, numberReturned",
                "paging_visits_every_incident_once_whatever_the_page_size",
            ),
            (
                "one feature",
                "one_feature_is_found_by_its_identifier_whatever_is_in_it",
            ),
            (
                "extent",
                "the_extent_of_the_incidents_is_theirs_in_place_and_time",
            ),
        ],
    ),
    (
        "ogcapi-features-1/1.0/conf/geojson",
        &[(
            "RFC 7946",
            "every_format_carries_the_features_of_a_naive_scan",
        )],
    ),
    (
        "ogcapi-features-1/1.0/conf/html",
        &[(
            "pages",
            "every_document_has_a_page_for_people_and_its_links_work",
        )],
    ),
    (
        "ogcapi-features-1/1.0/conf/oas30",
        &[(
            "definition",
            "the_api_is_described_literally_as_gdal_and_qgis_read_it",
        )],
    ),
    (
        "ogcapi-features-2/1.0/conf/crs",
        &[
            (
                "crs list, storageCrs, crs, Content-Crs",
                "a_feature_is_answered_in_every_system_that_its_collection_lists",
            ),
            ("bbox-crs", "a_box_has_the_axes_of_its_own_system"),
            (
                "unknown systems are 400",
                "a_system_that_cannot_hold_the_data_is_not_offered_and_refused",
            ),
        ],
    ),
    (
        "ogcapi-features-3/1.0/conf/queryables",
        &[(
            "resource and its properties",
            "what_a_filter_may_ask_for_is_what_the_queryables_say",
        )],
    ),
    (
        "ogcapi-features-3/1.0/conf/queryables-query-parameters",
        &[(
            "equality",
            "random_questions_are_answered_as_a_naive_scan_answers_them",
        )],
    ),
    (
        "ogcapi-features-3/1.0/conf/filter",
        &[
            (
                "filter, filter-lang",
                "text_and_json_in_address_and_body_find_the_same",
            ),
            ("filter-crs", "a_box_has_the_axes_of_its_own_system"),
            (
                "invalid filters are 400",
                "each_wrong_filter_is_told_with_what_was_found_where_and_what_was_expected",
            ),
        ],
    ),
    (
        "ogcapi-features-3/1.0/conf/features-filter",
        &[(
            "filter on items, with the other parameters",
            "every_format_carries_the_features_of_a_naive_scan",
        )],
    ),
    (
        "cql2/1.0/conf/cql2-text",
        &[("text", "the_test_set_finds_the_features_that_it_expects")],
    ),
    (
        "cql2/1.0/conf/cql2-json",
        &[("JSON", "text_and_json_in_address_and_body_find_the_same")],
    ),
    (
        "cql2/1.0/conf/basic-cql2",
        &[(
            "comparisons, logic, IS NULL",
            "the_test_set_finds_the_features_that_it_expects",
        )],
    ),
    (
        "cql2/1.0/conf/advanced-comparison-operators",
        &[(
            "LIKE, BETWEEN, IN",
            "the_test_set_finds_the_features_that_it_expects",
        )],
    ),
    (
        "cql2/1.0/conf/case-insensitive-comparison",
        &[("CASEI", "the_test_set_finds_the_features_that_it_expects")],
    ),
    (
        "cql2/1.0/conf/accent-insensitive-comparison",
        &[("ACCENTI", "the_test_set_finds_the_features_that_it_expects")],
    ),
    (
        "cql2/1.0/conf/basic-spatial-functions",
        &[(
            "S_INTERSECTS with points and boxes",
            "a_box_has_the_axes_of_its_own_system",
        )],
    ),
    (
        "cql2/1.0/conf/basic-spatial-functions-plus",
        &[(
            "S_INTERSECTS with all geometries",
            "a_polygon_too_long_for_an_address_goes_into_a_body_page_by_page",
        )],
    ),
    (
        "cql2/1.0/conf/spatial-functions",
        &[(
            "the other relations",
            "the_test_set_finds_the_features_that_it_expects",
        )],
    ),
    (
        "cql2/1.0/conf/temporal-functions",
        &[(
            "the fifteen relations",
            "the_test_set_finds_the_features_that_it_expects",
        )],
    ),
    (
        "cql2/1.0/conf/array-functions",
        &[(
            "the four relations",
            "the_test_set_finds_the_features_that_it_expects",
        )],
    ),
    (
        "cql2/1.0/conf/property-property",
        &[(
            "property with property",
            "two_properties_are_compared_with_each_other",
        )],
    ),
    (
        "cql2/1.0/conf/functions",
        &[
            (
                "published",
                "every_function_is_published_with_its_arguments",
            ),
            ("called", "a_distance_finds_what_lies_that_near"),
        ],
    ),
    (
        "cql2/1.0/conf/arithmetic",
        &[(
            "numbers made of numbers",
            "the_test_set_finds_the_features_that_it_expects",
        )],
    ),
    (
        "cql2/1.0/conf/basic-spatial-operators",
        &[(
            "the draft's name of basic-spatial-functions",
            "a_later_qgis_is_told_that_it_may_send_filters",
        )],
    ),
    (
        "ogcapi-features-5/1.0/conf/schemas",
        &[
            (
                "schema, types, roles, order",
                "a_schema_says_what_every_feature_has_in_single_words",
            ),
            (
                "read by QGIS",
                "a_later_qgis_reads_the_types_of_fields_from_the_schema",
            ),
        ],
    ),
    (
        "ogcapi-common-3/1.0/conf/schemas",
        &[(
            "schema",
            "a_schema_says_what_every_feature_has_in_single_words",
        )],
    ),
    (
        "ogcapi-common-3/1.0/conf/returnables-and-receivables",
        &[(
            "what items answer with",
            "a_schema_says_what_every_feature_has_in_single_words",
        )],
    ),
    (
        "ogcapi-common-3/1.0/conf/queryables",
        &[(
            "queryables",
            "what_a_filter_may_ask_for_is_what_the_queryables_say",
        )],
    ),
    (
        "ogcapi-common-3/1.0/conf/sortables",
        &[(
            "sortables",
            "a_schema_says_what_every_feature_has_in_single_words",
        )],
    ),
    (
        "ogcapi-features-6/1.0/conf/properties",
        &[(
            "properties",
            "only_the_properties_that_were_asked_for_are_answered",
        )],
    ),
    (
        "ogcapi-features-6/1.0/conf/properties-features",
        &[(
            "on items and on one feature",
            "only_the_properties_that_were_asked_for_are_answered",
        )],
    ),
    (
        "ogcapi-features-8/1.0/conf/sortables",
        &[(
            "sortables",
            "a_schema_says_what_every_feature_has_in_single_words",
        )],
    ),
    (
        "ogcapi-features-8/1.0/conf/sorting",
        &[(
            "sortby",
            "an_answer_has_the_order_that_was_asked_for_on_every_page",
        )],
    ),
    (
        "ogcapi-features-8/1.0/conf/features-sorting",
        &[(
            "on items",
            "an_answer_has_the_order_that_was_asked_for_on_every_page",
        )],
    ),
    (
        "json-fg-1/1.0/conf/core",
        &[(
            "time, place, coordRefSys, conformsTo",
            "json_fg_says_when_and_in_which_system",
        )],
    ),
];

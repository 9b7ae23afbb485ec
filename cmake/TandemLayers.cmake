# The allowed arrows. A target may use only what its line names, and only what it uses is on its include path: a line
# also names what comes with the headers of the others. tests/architecture checks every include against these lines, also
# in files that this system does not compile. Everything that needs more than its line allows belongs in another folder.

function(tandem_layer name)
    set_property(GLOBAL PROPERTY TANDEM_LAYER_${name} "${ARGN}")
    set_property(GLOBAL APPEND PROPERTY TANDEM_LAYERS ${name})
endfunction()

# shared: what both processes need; no widgets, no sockets (database_postgresql: the server alone)
tandem_layer(base)
tandem_layer(metadata             base)
tandem_layer(entities          metadata base)
tandem_layer(expressions          metadata base)
tandem_layer(replication          metadata base)
tandem_layer(protocol             replication expressions metadata base)
tandem_layer(database             expressions metadata base)
tandem_layer(database_postgresql  database expressions metadata base)
tandem_layer(approvals            expressions metadata base)
tandem_layer(importing         expressions metadata base)

# server
tandem_layer(server_store          database_postgresql database replication expressions entities metadata base)
tandem_layer(server_search         server_store database replication expressions metadata base)
tandem_layer(server_access         server_store database expressions entities metadata base)
tandem_layer(server_records        server_access server_store database replication expressions entities metadata base)
tandem_layer(server_flows          server_records server_store server_access database replication approvals expressions entities metadata base)
tandem_layer(server_features_crm   server_flows server_records server_store server_access database replication expressions entities metadata base)
tandem_layer(server_features_oa    server_flows server_records server_store server_access database replication expressions entities metadata base)
tandem_layer(server_features_joint server_features_crm server_features_oa server_flows server_records server_store server_access database replication expressions entities metadata base)
tandem_layer(server_jobs           server_records server_store server_access importing database_postgresql database replication expressions entities metadata base)
tandem_layer(server_transport      base)
tandem_layer(server_rest           server_transport server_search server_jobs server_records server_access server_store protocol importing database replication expressions entities metadata base)
tandem_layer(server_live           server_transport server_search server_records server_access server_store protocol database replication expressions entities metadata base)
tandem_layer(server_app            server_rest server_live server_transport server_jobs server_features_joint server_features_oa
                                   server_features_crm server_flows server_search server_records server_access server_store
                                   protocol importing approvals database_postgresql database replication expressions entities metadata base)
tandem_layer(server_main           server_app server_transport server_jobs server_records server_access server_store database replication metadata base)
tandem_layer(server_ctl          server_jobs server_store database_postgresql database importing protocol replication expressions entities metadata base)
tandem_layer(server_ctl_main       server_ctl base)

# client
tandem_layer(client_data        replication metadata base)
tandem_layer(client_replica     client_data database replication expressions entities metadata base)
tandem_layer(client_connection  protocol replication expressions metadata base)
tandem_layer(client_sync        client_records client_replica client_connection client_data database replication protocol expressions entities metadata base)
tandem_layer(client_records     client_replica client_data database replication expressions entities metadata base)
tandem_layer(client_models      client_records client_data replication expressions entities metadata base)
tandem_layer(client_widgets     base)
tandem_layer(client_desktop     client_widgets base)
tandem_layer(client_fields      client_widgets client_models client_records client_data replication expressions entities metadata base)
tandem_layer(client_printing    client_fields client_widgets client_models client_records client_data replication expressions entities metadata base)
tandem_layer(client_forms       client_fields client_widgets client_models client_records client_data replication expressions entities metadata base)
tandem_layer(client_lists       client_printing client_fields client_widgets client_models client_records client_data importing replication expressions entities metadata base)
tandem_layer(client_shell       client_desktop client_forms client_lists client_printing client_fields client_widgets client_models client_records client_data replication expressions entities metadata base)
tandem_layer(client_views_crm   client_shell client_forms client_lists client_printing client_fields client_widgets client_models client_records client_data replication expressions entities metadata base)
tandem_layer(client_views_oa    client_shell client_forms client_lists client_printing client_fields client_widgets client_models client_records client_data approvals replication expressions entities metadata base)
tandem_layer(client_views_joint client_shell client_forms client_lists client_printing client_fields client_widgets client_models client_records client_data replication expressions entities metadata base)
tandem_layer(client_app         client_views_joint client_views_oa client_views_crm client_shell client_forms client_lists client_printing client_fields
                                client_desktop client_widgets client_models client_records client_sync client_connection client_replica client_data approvals importing
                                database replication protocol expressions entities metadata base)

tandem_layer(client_main        client_app client_desktop client_widgets client_records client_data replication metadata base)

function(tandem_check_arrows name)
    get_property(known GLOBAL PROPERTY TANDEM_LAYERS)
    if(NOT name IN_LIST known)
        message(FATAL_ERROR "tandem::${name} has no line in cmake/TandemLayers.cmake")
    endif()
    get_property(allowed GLOBAL PROPERTY TANDEM_LAYER_${name})
    foreach(used IN LISTS ARGN)
        if(NOT used IN_LIST allowed)
            message(FATAL_ERROR "tandem::${name} may not use tandem::${used} (allowed: ${allowed})")
        endif()
    endforeach()
endfunction()
